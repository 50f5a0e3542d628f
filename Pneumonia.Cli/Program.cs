using System.Runtime.InteropServices;
using Pneumonia.Cli;

// The first Ctrl-C or SIGTERM asks the command to end well; a second one ends it at once, as the system does.
using var interrupted = new CancellationTokenSource();
void Interrupt(PosixSignalContext signal)
{
    if (interrupted.IsCancellationRequested) return;
    signal.Cancel = true;
    interrupted.Cancel();
}

using var sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return await CliApp.RunAsync(args, CliConsole.System(), interrupted.Token);
