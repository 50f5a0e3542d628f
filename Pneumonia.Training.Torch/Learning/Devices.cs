using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>From the name of a device to the device.</summary>
internal static class Devices
{
    /// <summary>Whether convolutions run in bfloat16: only CUDA gains by it.</summary>
    internal static bool MixesPrecision(EndToEndOptions options, Device device) => options.MixedPrecision && device.type == TorchSharp.DeviceType.CUDA;

    /// <summary>Whether channels lie innermost in memory: as the options say, else where CUDA's kernels want it.</summary>
    internal static bool LaysChannelsLast(EndToEndOptions options, Device device) => options.ChannelsLast ?? device.type == TorchSharp.DeviceType.CUDA;

    /// <exception cref="EndToEndException">CUDA was asked for and is not there.</exception>
    internal static Device Choose(string text)
    {
        var name = DeviceName.Parse(text) ?? throw new EndToEndException($"The device (--device) must be auto, cpu, cuda or cuda:n; it is '{text}'.");
        if (name.Kind == "cpu" || (name.Kind == "auto" && !cuda_is_available())) return CPU;
        var count = cuda_is_available() ? cuda.device_count() : 0;
        return name.Index < count
            ? device($"cuda:{name.Index}")
            : throw new EndToEndException(
                $"The device '{text}' is not there: libtorch sees {count} CUDA devices. Take --device cpu, or reference TorchSharp-cuda-linux or TorchSharp-cuda-windows in place of the CPU's libtorch.");
    }
}
