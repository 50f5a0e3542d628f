namespace Pneumonia.Cli;

/// <summary>What scripts rely on.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int OurFault = 1;
    public const int WrongOptions = 2;
    public const int UnusableData = 3;
    public const int UnusableModel = 4;
    public const int EngineUnavailable = 5;
    public const int Interrupted = 130;
}
