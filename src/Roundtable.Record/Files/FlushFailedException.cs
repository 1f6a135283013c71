namespace Roundtable.Record.Files;

/// <summary>Written bytes could not be made durable; what the disk holds of them is unknown.</summary>
internal sealed class FlushFailedException(string path, IOException inner)
    : IOException($"{path} could not be flushed to the disk: {inner.Message}", inner);
