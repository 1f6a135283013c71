using Roundtable.Record.Storage;

namespace Roundtable.Tests.Record.Storage;

public sealed class FileStoreTests : LogStoreSuite, IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    protected override ValueTask<LogStore> OpenStoreAsync() => new(FileStore.Open(_data.Path, new LogOptions()));

    protected override ValueTask<LogStore> ReadStoreAsync() => new(FileStore.OpenReadOnly(_data.Path));

    protected override async Task TamperAsync(string what, long index)
    {
        var file = what == "leaf" ? _data.Tile("entries/000.p/5") : what == "tile" ? _data.Tile("0/000.p/5") : _data.Pack();
        var bytes = await File.ReadAllBytesAsync(file);
        var at = what switch
        {
            "leaf" => bytes.AsSpan().IndexOf(DataDirectory.Bytes($"\"r{index}\"")) + 1,
            "tile" => (int)(32 * index),
            _ => bytes.AsSpan().IndexOf(DataDirectory.Bytes($"o {index}")),
        };
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
    }
}
