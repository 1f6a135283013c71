namespace Roundtable.Record.Files;

/// <summary>Written bytes could not be made durable; how much of them is on the disk is unknown.</summary>
internal sealed class FlushFailedException(string path, IOException inner)
    : IOException($"{path} could not be flushed to the disk: {inner.Message}", inner);
