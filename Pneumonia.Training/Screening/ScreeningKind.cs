namespace Pneumonia.Training.Screening;

/// <summary>What screening looks for.</summary>
public enum ScreeningKind
{
    /// <summary>No image this library decodes, damaged, above the limits, or a file that can't be opened.</summary>
    Unreadable,

    /// <summary>The file breaks off before its end.</summary>
    Truncated,

    /// <summary>A side has too few pixels.</summary>
    TooSmall,

    /// <summary>No fine detail is left.</summary>
    Blurred,

    /// <summary>Much of it is white, or nearly all of it bright.</summary>
    Overexposed,

    /// <summary>Most of it is black, or nearly all of it dark.</summary>
    Underexposed,

    /// <summary>Few greys lie between its dark and its bright parts.</summary>
    LowContrast,

    /// <summary>A negative: air bright, bone dark.</summary>
    Inverted,

    /// <summary>The chest lies on its side or its head.</summary>
    Sideways,

    /// <summary>It shows colours. A grey image stored in a colour mode does not.</summary>
    Coloured,

    /// <summary>Even bars at opposite edges.</summary>
    Letterboxed,

    /// <summary>Files that are equal byte for byte.</summary>
    ExactDuplicate,

    /// <summary>Images that look the same: resized, compressed again, mirrored, brightened or cropped by a hair.</summary>
    NearDuplicate,

    /// <summary>Exact or near duplicates with different labels: at least one is wrong.</summary>
    ContradictoryDuplicate,

    /// <summary>Exact or near duplicates in more than one official split.</summary>
    DuplicateAcrossSplits,

    /// <summary>A patient in more than one official split.</summary>
    PatientAcrossSplits,

    /// <summary>The number of pixels alone tells a class.</summary>
    SizeLeak,

    /// <summary>The proportion of width to height alone tells a class.</summary>
    AspectLeak,

    /// <summary>Whether a file is stored grey or in colour alone tells a class.</summary>
    ColourModeLeak,

    /// <summary>A class has too few images to learn it or to measure it.</summary>
    FewImages,
}
