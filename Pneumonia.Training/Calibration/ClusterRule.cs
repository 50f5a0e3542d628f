namespace Pneumonia.Training.Calibration;

/// <summary>What is done about patients with several images, whose scores aren't independent.</summary>
public enum ClusterRule
{
    /// <summary>
    /// Exact. One image a patient is kept, drawn by a seeded hash of the patient that never sees a score. The kept images are
    /// independent; the rate promised is that of a random image of a new patient, so that each patient counts once.
    /// </summary>
    OneImageAPatient,

    /// <summary>
    /// Approximate. All images are kept, and their number and misses are divided by a design effect 1 + (m̄ − 1)·ρ estimated from
    /// the scores. The rate promised is that of a random image.
    /// </summary>
    DesignEffect,
}
