using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Data;

/// <summary>Images with their labels, patients and official splits. Immutable, and valid once it exists.</summary>
public sealed class DataSet
{
    /// <summary>Makes a data set from parts; <see cref="DataSetReader"/> does it from a folder or a CSV.</summary>
    /// <param name="task">What kind of labels these are.</param>
    /// <param name="classes">Ordered names: two for binary (negative, positive), at least two for multi-class, at least one for
    /// multi-label.</param>
    /// <param name="samples">The images; names must be unique.</param>
    /// <param name="negativeClass">In the multi-class case the class that means "nothing found", if there is one; otherwise
    /// ignored.</param>
    /// <param name="notes">What the user should be told.</param>
    /// <exception cref="ArgumentException">Classes or labels don't fit the task, or a name occurs twice.</exception>
    public DataSet(
        ClassificationTask task,
        ImmutableArray<string> classes,
        ImmutableArray<ImageSample> samples,
        string? negativeClass = null,
        ImmutableArray<DataNote> notes = default)
    {
        RequireClasses(task, classes);
        RequireSamples(task, classes.Length, samples);
        if (task == ClassificationTask.MultiClass && negativeClass is not null && !classes.Contains(negativeClass))
            throw new ArgumentException(
                $"The negative class '{negativeClass}' is none of {string.Join(", ", classes)}.", nameof(negativeClass));

        Task = task;
        Classes = classes;
        Samples = samples;
        Notes = notes.IsDefault ? [] : notes;
        NegativeClass = task switch
        {
            ClassificationTask.Binary => classes[0],
            ClassificationTask.MultiClass => negativeClass,
            _ => null,
        };
        PositiveClass = task == ClassificationTask.Binary ? classes[1] : null;
    }

    /// <value>The images. <see cref="DataSetReader"/> sorts them by <see cref="ImageSample.Name"/> (ordinal).</value>
    public ImmutableArray<ImageSample> Samples { get; }

    /// <value>Ordered names. Binary: negative, positive. Multi-class: the negative one first where known, then ordinal order.</value>
    public ImmutableArray<string> Classes { get; }

    /// <value>What kind of labels these are.</value>
    public ClassificationTask Task { get; }

    /// <value>The class that means "nothing found"; null for multi-label and where none was recognised among many.</value>
    public string? NegativeClass { get; }

    /// <value>The class whose recall counts; null unless binary.</value>
    public string? PositiveClass { get; }

    /// <value>What the user should be told, in the order it came up.</value>
    public ImmutableArray<DataNote> Notes { get; }

    /// <summary>How many images carry each class.</summary>
    /// <param name="split">Only this official part; null counts all.</param>
    /// <returns>One count a class, in the order of <see cref="Classes"/>.</returns>
    public ImmutableArray<int> CountByClass(DataSplit? split = null)
    {
        var counts = new int[Classes.Length];
        foreach (ImageSample sample in Samples)
        {
            if (split is not null && sample.Split != split)
                continue;
            foreach (int label in sample.Labels)
                counts[label]++;
        }

        return [.. counts];
    }

    /// <summary>How many patients there are.</summary>
    public int CountPatients() => Samples.Select(s => s.Patient).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The same data set with other samples (moved or regrouped) and further notes.</summary>
    /// <exception cref="ArgumentException">As for the constructor.</exception>
    public DataSet With(ImmutableArray<ImageSample> samples, IEnumerable<DataNote> furtherNotes)
        => new(Task, Classes, samples, NegativeClass, Notes.AddRange(furtherNotes));

    private static void RequireClasses(ClassificationTask task, ImmutableArray<string> classes)
    {
        int count = classes.IsDefault ? 0 : classes.Length;
        bool fits = task switch
        {
            ClassificationTask.Binary => count == 2,
            ClassificationTask.MultiClass => count >= 2,
            _ => count >= 1,
        };
        if (!fits)
            throw new ArgumentException($"A {task} data set can't have {count} classes.", nameof(classes));
        if (classes.Distinct(StringComparer.OrdinalIgnoreCase).Count() != count)
            throw new ArgumentException($"Class names must differ by more than case: {string.Join(", ", classes)}.", nameof(classes));
    }

    private static void RequireSamples(ClassificationTask task, int classes, ImmutableArray<ImageSample> samples)
    {
        if (samples.IsDefault)
            throw new ArgumentException("There must be samples, though there may be none in the list.", nameof(samples));
        var names = new HashSet<string>(samples.Length, StringComparer.Ordinal);
        foreach (ImageSample sample in samples)
        {
            if (!names.Add(sample.Name))
                throw new ArgumentException($"The name '{sample.Name}' occurs twice.", nameof(samples));
            if (sample.Labels.IsDefault || (task != ClassificationTask.MultiLabel && sample.Labels.Length != 1))
                throw new ArgumentException($"'{sample.Name}' must have exactly one label in a {task} data set.", nameof(samples));
            int last = -1;
            foreach (int label in sample.Labels)
            {
                if (label <= last || label >= classes)
                {
                    throw new ArgumentException(
                        $"'{sample.Name}' has label {label}; labels ascend and lie in [0, {classes}).", nameof(samples));
                }

                last = label;
            }
        }
    }
}
