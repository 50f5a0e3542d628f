using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

/// <summary>
/// Sixty images with ties, made by integer arithmetic so that any language makes the same. The figures in these tests come from
/// scikit-learn 1.2.1, SciPy 1.10.1 and NumPy 1.24.2 (Debian's /usr/bin/python3):
/// <code>
/// i = np.arange(60); y = ((i * 7) % 5 &lt; 2).astype(int)
/// p = np.float32(((i * 37) % 60 + 12 * y) / 80); q = np.float32(((i * 23) % 60 + 6 * y) / 80); d = p >= np.float32(.5)
/// roc_auc_score(y, p); average_precision_score(y, p); brier_score_loss(y, p); log_loss(y, p.astype(float), eps=1e-15)
/// confusion_matrix(y, d).ravel(); matthews_corrcoef(y, d); balanced_accuracy_score(y, d); roc_curve(y, p)
/// c = (i * 11) % 3; s = np.float32(np.stack([(i * (k + 2) * 13) % 17 + 9 * (c == k) for k in range(3)], 1))
/// e = np.exp(s.astype(float) / 8); e /= e.sum(1, keepdims=True)
/// log_loss(c, e); roc_auc_score(c, e, multi_class="ovr"); f1_score(c, e.argmax(1), average="macro")
/// z = (p.astype(float) - .5) * 20; g = _SigmoidCalibration().fit(z, y); -g.a_, -g.b_
/// np.unique(IsotonicRegression().fit(z, y).predict(z))
/// minimize_scalar(lambda T: log_loss(y, 1 / (1 + np.exp(-z / T))), bounds=(.1, 20), method="bounded", options=dict(xatol=1e-10))
/// </code>
/// </summary>
internal static class ReferenceData
{
    public const int Count = 60;

    public static int[] Labels { get; } = [.. Enumerable.Range(0, Count).Select(i => i * 7 % 5 < 2 ? 1 : 0)];

    public static float[] P { get; } = [.. Enumerable.Range(0, Count).Select(i => (float)((i * 37 % 60 + 12 * Labels[i]) / 80.0))];

    public static float[] Q { get; } = [.. Enumerable.Range(0, Count).Select(i => (float)((i * 23 % 60 + 6 * Labels[i]) / 80.0))];

    public static float[] Logits { get; } = [.. P.Select(p => (float)((p - 0.5) * 20))];

    public static int[] Classes { get; } = [.. Enumerable.Range(0, Count).Select(i => i * 11 % 3)];

    public static ScoreMatrix ClassScores { get; } = ScoreMatrix.FromRows([.. Enumerable.Range(0, Count)
        .Select(i => Enumerable.Range(0, 3).Select(k => (float)(i * (k + 2) * 13 % 17 + (Classes[i] == k ? 9 : 0))).ToArray())]);

    public static ScoreMatrix ClassProbabilities { get; } = ScoreMatrix.FromRows([.. Enumerable.Range(0, Count).Select(i =>
    {
        var e = ClassScores.Row(i).ToArray().Select(s => Math.Exp(s / 8.0)).ToArray();
        return e.Select(x => (float)(x / e.Sum())).ToArray();
    })]);

    /// <summary>Scores of n images that overlap, for tests that need many.</summary>
    public static (float[] Probabilities, int[] Labels) Random(int n, int seed, double shift = 1.5)
    {
        var random = new Random(seed);
        var labels = new int[n];
        var p = new float[n];
        for (var i = 0; i < n; i++)
        {
            labels[i] = random.Next(2);
            p[i] = (float)(1 / (1 + Math.Exp(-(MathNet.Numerics.Distributions.Normal.Sample(random, shift * (labels[i] - 0.5), 1)))));
        }
        return (p, labels);
    }
}
