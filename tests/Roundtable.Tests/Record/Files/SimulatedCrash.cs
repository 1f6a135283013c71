namespace Roundtable.Tests.Record.Files;

/// <summary>The machine, or the process, stopped in the middle of a call to the disk. No code may catch it to go on.</summary>
internal sealed class SimulatedCrash() : Exception("The simulated machine stopped.");
