namespace Roundtable.Tests.Record.Files;

/// <summary>There was no memory for a call to the disk, which did nothing.</summary>
internal sealed class SimulatedShortage() : OutOfMemoryException("There is no memory left.");
