namespace Pneumonia.Training.Screening;

/// <summary>Kinds of findings in words.</summary>
internal static class KindWords
{
    public static string Of(ScreeningKind kind) => kind switch
    {
        ScreeningKind.TooSmall => "too small",
        ScreeningKind.Overexposed => "over-exposed",
        ScreeningKind.Underexposed => "under-exposed",
        ScreeningKind.LowContrast => "low contrast",
        ScreeningKind.Sideways => "sideways or upside down",
        ScreeningKind.Coloured => "not greyscale",
        ScreeningKind.ExactDuplicate => "exact duplicates",
        ScreeningKind.NearDuplicate => "near duplicates",
        ScreeningKind.ContradictoryDuplicate => "duplicates with different labels",
        ScreeningKind.DuplicateAcrossSplits => "duplicates across splits",
        ScreeningKind.PatientAcrossSplits => "patients across splits",
        ScreeningKind.SizeLeak => "size tells the class",
        ScreeningKind.AspectLeak => "aspect tells the class",
        ScreeningKind.ColourModeLeak => "colour mode tells the class",
        ScreeningKind.FewImages => "few images",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
