using Pneumonia.Training.Torch.Augmentation;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch;

/// <summary>Everything one end-to-end training is told, as data.</summary>
public sealed record EndToEndOptions
{
    /// <value>The network. Default: thin ResNet v2, 112 × 112 grey pixels.</value>
    public NetworkSpec Network { get; init; } = NetworkSpec.Default;

    /// <value>An ONNX backbone of the same network whose weights are the start; empty (default) for random ones.</value>
    public ReadOnlyMemory<byte> InitialWeights { get; init; }

    /// <value>Which layers learn. Default all; fewer make sense only with <see cref="InitialWeights"/>.</value>
    public TrainedLayers Trained { get; init; } = TrainedLayers.All;

    /// <value>How images are varied.</value>
    public AugmentationOptions Augmentation { get; init; } = AugmentationOptions.Default;

    /// <value>Parameter α of mixup (Zhang et al. 2017, arXiv 1710.09412): pairs are mixed by shares from Beta(α, α). Range 0 (off)…4. Default 0.2.</value>
    public double Mixup { get; init; } = 0.2;

    /// <value>Passes over the training rows. Range 1…1000. Default 16.</value>
    public int Epochs { get; init; } = 16;

    /// <value>Images in a step. Range 2…1024. Default 32. Halved, and said so, where the memory does not hold it.</value>
    public int BatchSize { get; init; } = 32;

    /// <value>Highest learning rate of AdamW. Range 1e-7…1. Default 2e-3.</value>
    public double LearningRate { get; init; } = 2e-3;

    /// <value>Decoupled weight decay (Loshchilov and Hutter 2017, arXiv 1711.05101) of kernels, not of scales and shifts. Range 0…1. Default 0.02.</value>
    public double WeightDecay { get; init; } = 0.02;

    /// <value>How the learning rate runs. Default one cycle.</value>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.OneCycle;

    /// <value>Share of the training in which the rate rises. Range 0…0.9. Default 0.2.</value>
    public double WarmUp { get; init; } = 0.2;

    /// <value>Decay a step of the running average of the weights, which is what is kept. Range 0 (off)…0.99999. Default 0.998.</value>
    public double WeightAverage { get; init; } = 0.998;

    /// <value>Share of each target that is spread over all classes. Range 0…0.5. Default 0.05.</value>
    public double LabelSmoothing { get; init; } = 0.05;

    /// <value>Exponent of the class weights n / (C · n_c): 0 none, 1 (default) classes count the same. Range 0…1.</value>
    public double ClassBalance { get; init; } = 1;

    /// <value>Which rows make up an epoch. Default shuffled; with balanced sampling set <see cref="ClassBalance"/> to 0.</value>
    public RowSampling Sampling { get; init; } = RowSampling.Shuffled;

    /// <value>Largest norm of the gradient. Range above 0; infinity for none. Default 1.</value>
    public double GradientClip { get; init; } = 1;

    /// <value>Epochs without a better validation before the training ends and the best weights are kept. Range 0 (off, default)…1000.</value>
    public int Patience { get; init; }

    /// <value>Networks that are trained and averaged in one graph. Range 1…10. Default 2. With folds, member i leaves out fold i.</value>
    public int Members { get; init; } = 2;

    /// <value><c>auto</c> (default: CUDA where there is one), <c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>.</value>
    public string Device { get; init; } = "auto";

    /// <value>Whether convolutions run in bfloat16 on CUDA. Default true. On the CPU everything is float32.</value>
    public bool MixedPrecision { get; init; } = true;

    /// <value>Whether channels lie innermost in memory; null (default) for yes on CUDA and no on the CPU, where both were measured to be equally fast.</value>
    public bool? ChannelsLast { get; init; }

    /// <value>Side of a stored training image over that of the input: reserve for crops. Range 1…2. Default 1.15.</value>
    public double StoredScale { get; init; } = 1.15;

    /// <value>Bytes that stored images may take; where they take more, images are decoded anew each epoch. Default 1.5 GiB.</value>
    public long StoredBytes { get; init; } = 3L << 29;

    /// <value>Threads of the network and of the preparation; 0 (default) takes one a processor. Results on the CPU depend on it in the last bits.</value>
    public int Threads { get; init; }

    /// <value>Seed of every draw. Default 1.</value>
    public int Seed { get; init; } = 1;

    internal int EffectiveThreads => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal int StoredSide => (int)Math.Round(Network.InputSize * StoredScale);

    /// <summary>Every broken rule, in words: name, rule and value.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var fault in Network.Faults().Concat(Augmentation.Faults())) yield return fault;
        if (!(Mixup is >= 0 and <= 4)) yield return $"Mixup must lie in 0…4; it is {Mixup}.";
        if (Epochs is < 1 or > 1000) yield return $"Epochs must lie in 1…1000; they are {Epochs}.";
        if (BatchSize is < 2 or > 1024) yield return $"The batch size must lie in 2…1024; it is {BatchSize}.";
        if (!(LearningRate is >= 1e-7 and <= 1)) yield return $"The learning rate must lie in 1e-7…1; it is {LearningRate}.";
        if (!(WeightDecay is >= 0 and <= 1)) yield return $"The weight decay must lie in 0…1; it is {WeightDecay}.";
        if (!(WarmUp is >= 0 and <= 0.9)) yield return $"The warm-up must lie in 0…0.9; it is {WarmUp}.";
        if (!(WeightAverage is >= 0 and <= 0.99999)) yield return $"The decay of the weight average must lie in 0…0.99999; it is {WeightAverage}.";
        if (!(LabelSmoothing is >= 0 and <= 0.5)) yield return $"Label smoothing must lie in 0…0.5; it is {LabelSmoothing}.";
        if (!(ClassBalance is >= 0 and <= 1)) yield return $"The class balance must lie in 0…1; it is {ClassBalance}.";
        if (!(GradientClip > 0)) yield return $"The largest norm of the gradient must be above 0; it is {GradientClip}.";
        if (Patience is < 0 or > 1000) yield return $"Patience must lie in 0…1000 epochs; it is {Patience}.";
        if (Members is < 1 or > 10) yield return $"Members must lie in 1…10; they are {Members}.";
        if (!(StoredScale is >= 1 and <= 2)) yield return $"The scale of stored images must lie in 1…2; it is {StoredScale}.";
        if (StoredBytes < 0) yield return $"The bytes of stored images must be 0 or more; they are {StoredBytes}.";
        if (Threads is < 0 or > 1024) yield return $"Threads must lie in 0…1024; they are {Threads}.";
        if (DeviceName.Parse(Device) is null) yield return $"The device (--device) must be auto, cpu, cuda or cuda:n; it is '{Device}'.";
    }
}
