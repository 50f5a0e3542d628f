using System.Globalization;

namespace Pneumonia.Training.Synthesis;

/// <summary>Who is ill, who is in the test split, and how many images each has.</summary>
internal static class Roster
{
    public static IReadOnlyList<SyntheticImage> Make(SyntheticOptions options)
    {
        var random = RandomStream.For(options.Seed, 0);
        var patients = Enumerable.Range(1, options.Patients).ToArray();
        for (var last = patients.Length - 1; last > 0; last--)
        {
            var other = random.Below(last + 1);
            (patients[last], patients[other]) = (patients[other], patients[last]);
        }

        var ill = Math.Clamp(Share(options.Patients, options.PneumoniaFraction), 1, options.Patients - 1);
        var diffuse = Share(ill, options.DiffuseFraction);
        var images = new List<SyntheticImage>();
        Add(SyntheticFinding.Diffuse, patients.AsSpan(0, diffuse));
        Add(SyntheticFinding.Consolidation, patients.AsSpan(diffuse, ill - diffuse));
        Add(SyntheticFinding.None, patients.AsSpan(ill));
        return [.. images.OrderBy(image => image.Path, StringComparer.Ordinal)];

        void Add(SyntheticFinding finding, Span<int> group)
        {
            var test = Share(group.Length, options.TestShare);
            for (var index = 0; index < group.Length; index++)
            {
                var count = 1 + random.Below(options.ImagesPerPatient);
                for (var number = 1; number <= count; number++)
                {
                    images.Add(Describe(index < test ? "test" : "train", new SyntheticCase
                    {
                        Seed = options.Seed,
                        Patient = group[index],
                        Image = number,
                        Finding = finding,
                        Size = options.Size,
                        Difficulty = options.Difficulty,
                        Confounder = options.Confounder,
                    }));
                }
            }
        }
    }

    private static int Share(int count, double share) => (int)Math.Round(count * share, MidpointRounding.AwayFromZero);

    private static SyntheticImage Describe(string split, SyntheticCase @case)
    {
        var label = @case.Finding == SyntheticFinding.None ? "NORMAL" : "PNEUMONIA";
        var patient = @case.Finding switch
        {
            SyntheticFinding.Consolidation => string.Create(CultureInfo.InvariantCulture, $"person{@case.Patient}_bacteria"),
            SyntheticFinding.Diffuse => string.Create(CultureInfo.InvariantCulture, $"person{@case.Patient}_virus"),
            _ => string.Create(CultureInfo.InvariantCulture, $"IM-{@case.Patient:0000}"),
        };
        var file = @case.Finding == SyntheticFinding.None
            ? string.Create(CultureInfo.InvariantCulture, $"{patient}-{@case.Image:0000}.png")
            : string.Create(CultureInfo.InvariantCulture, $"{patient}_{@case.Image}.png");
        return new SyntheticImage($"{split}/{label}/{file}", label, patient, split, @case);
    }
}
