using System.Collections.Immutable;
using System.Globalization;

namespace Pneumonia.Training.Torch.Networks;

/// <summary>A network as data: from it both the TorchSharp module and the ONNX graph are built. Immutable; compares by value.</summary>
public sealed record NetworkSpec
{
    /// <summary>The network that is trained where none is named: ResNet v2 of 2-2-2-2 blocks, width 22, 112 × 112 grey pixels that are standardised image by image; 1.3 million weights.</summary>
    public static NetworkSpec Default { get; } = new();

    /// <value>Family. Default ResNet v2.</value>
    public NetworkFamily Family { get; init; } = NetworkFamily.ResNetV2;

    /// <value>Side of the square input in pixels. Range 32…1024, and large enough to leave a last map of 2 × 2 or more. Default 112.</value>
    public int InputSize { get; init; } = 112;

    /// <value>Channels of the first layer: 1, or 3 to fit networks of colour pictures (the grey value is repeated). Default 1.</value>
    public int Channels { get; init; } = 1;

    /// <value>Channels of the first stage; the others follow from it. Range 4…256. Default 22; the full-sized networks have 64 (MobileNetV2: 32).</value>
    public int Width { get; init; } = 22;

    /// <value>
    /// Blocks of each stage of a ResNet v2 (2 to 5 stages; each doubles the channels, and each but the first halves the map), or convolutions of each
    /// stage of a VGG (a pooling ends each). Range of each 1…64. Default 2-2-2-2. MobileNetV2 has its own table and ignores this.
    /// </value>
    public ImmutableArray<int> Blocks { get; init; } = [2, 2, 2, 2];

    /// <value>Whether a ResNet v2 has bottleneck blocks (1×1, 3×3, 1×1 to four times the channels). Default false.</value>
    public bool Bottleneck { get; init; }

    /// <value>
    /// Stride of the last stage of a ResNet v2: 2 halves the map as the stages before do, 1 leaves it twice as fine, and so the heat maps, for about
    /// 1.75 times the multiplications. Range 1…2. Default 2.
    /// </value>
    public int LastStageStride { get; init; } = 2;

    /// <value>How a ResNet v2 begins. Default plain.</value>
    public NetworkStem Stem { get; init; } = NetworkStem.Plain;

    /// <value>What is done first with the grey values. Default standardised.</value>
    public InputNormalisation Normalisation { get; init; } = InputNormalisation.Standardised;

    /// <value>A short name that tells two networks apart, such as <c>resnetv2-2.2.2.2-w32-160</c>.</value>
    public string Name
    {
        get
        {
            var blocks = string.Join('.', Blocks.IsDefault ? [] : Blocks);
            var body = Family switch
            {
                NetworkFamily.MobileNetV2 => "mobilenetv2",
                NetworkFamily.Vgg => $"vggbn-{blocks}",
                _ => $"resnetv2{(Bottleneck ? "b" : "")}-{blocks}{(Stem == NetworkStem.Zoo ? "-zoo" : "")}{(LastStageStride == 1 ? "-fine" : "")}",
            };
            var input = Normalisation == InputNormalisation.Scaled ? "" : $"-{Normalisation.ToString().ToLowerInvariant()}";
            return string.Create(CultureInfo.InvariantCulture, $"{body}-w{Width}-{InputSize}{(Channels == 3 ? "x3" : "")}{input}");
        }
    }

    /// <summary>A pre-activation ResNet of the usual depths.</summary>
    /// <param name="depth">18, 34, 50 or 101.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another depth.</exception>
    public static NetworkSpec ResNetV2(int depth) => Default with
    {
        Width = 64,
        Bottleneck = depth >= 50,
        Blocks = depth switch
        {
            18 => [2, 2, 2, 2],
            34 or 50 => [3, 4, 6, 3],
            101 => [3, 4, 23, 3],
            _ => throw new ArgumentOutOfRangeException(nameof(depth), depth, "The depth of a ResNet v2 must be 18, 34, 50 or 101."),
        },
    };

    /// <summary>MobileNetV2 of width 1; other widths scale all channels.</summary>
    public static NetworkSpec MobileNetV2() => Default with { Family = NetworkFamily.MobileNetV2, Width = 32 };

    /// <summary>VGG with batch normalisation and without its dense layers.</summary>
    /// <param name="depth">11 or 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another depth.</exception>
    public static NetworkSpec Vgg(int depth) => Default with
    {
        Family = NetworkFamily.Vgg,
        Width = 64,
        Blocks = depth switch
        {
            11 => [1, 1, 2, 2, 2],
            16 => [2, 2, 3, 3, 3],
            _ => throw new ArgumentOutOfRangeException(nameof(depth), depth, "The depth of a VGG must be 11 or 16."),
        },
    };

    /// <summary>The same network in the form of the ONNX model zoo's: three channels, ImageNet's normalisation, and its beginning.</summary>
    public NetworkSpec ForImageNet() => this with { Channels = 3, Normalisation = InputNormalisation.ImageNet, Stem = NetworkStem.Zoo };

    /// <summary>Every broken rule, in words: name, rule and value.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Family)) yield return $"The network family {(int)Family} is unknown.";
        if (Channels is not (1 or 3)) yield return $"A network's channels must be 1 or 3; they are {Channels}.";
        if (Normalisation == InputNormalisation.ImageNet && Channels != 3) yield return $"ImageNet's normalisation takes 3 channels; the network has {Channels}.";
        if (Width is < 4 or > 256) yield return $"A network's width must lie in 4…256; it is {Width}.";
        if (LastStageStride is not (1 or 2)) yield return $"The stride of a network's last stage must be 1 or 2; it is {LastStageStride}.";
        if (LastStageStride == 1 && Family != NetworkFamily.ResNetV2) yield return $"Only a ResNet v2 may have a last stage of stride 1; the network is a {Family}.";
        if (InputSize is < 32 or > 1024) yield return $"A network's input size must lie in 32…1024 pixels; it is {InputSize}.";
        if (Family != NetworkFamily.MobileNetV2)
        {
            if (Blocks.IsDefault || Blocks.Length is < 2 or > 5) yield return $"A network must have 2 to 5 stages; it has {(Blocks.IsDefault ? 0 : Blocks.Length)}.";
            else if (Blocks.Any(static b => b is < 1 or > 64)) yield return $"A stage must have 1…64 blocks; they are {string.Join(", ", Blocks)}.";
        }

        // The stem or the first stages halve the map by this much in all.
        var stages = Blocks.IsDefault ? 4 : Blocks.Length;
        var stride = 1 << Family switch { NetworkFamily.ResNetV2 => stages + LastStageStride - 1, NetworkFamily.Vgg => stages, _ => 5 };
        if (InputSize < 2 * stride) yield return $"The input size must be at least {2 * stride} pixels for this network, which shrinks it {stride} times; it is {InputSize}.";
    }

    /// <summary>Equal when every property is equal, the blocks one by one.</summary>
    public bool Equals(NetworkSpec? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);

    private string Key => $"{Name}|{Family}|{Stem}|{Normalisation}|{Channels}";
}
