using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Tests.Record.Storage;

/// <summary>A data directory that is gone after the test, and what tests do with one.</summary>
internal sealed class DataDirectory : IDisposable
{
    // In memory where that can be had: these tests flush thousands of times.
    private readonly DirectoryInfo _directory = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory($"/dev/shm/roundtable-{Guid.NewGuid():N}")
        : Directory.CreateTempSubdirectory("roundtable");

    public string Path => _directory.FullName;

    public string Journal => System.IO.Path.Combine(Path, "journal");

    public string Tile(string path) => System.IO.Path.Combine(Path, "log", "tile", path);

    public string Checkpoint => System.IO.Path.Combine(Path, "log", "checkpoint");

    public string End => System.IO.Path.Combine(Path, "content", "end");

    public string Pack(int segment = 1) => System.IO.Path.Combine(Path, "content", ContentEnd.PackName(segment));

    public Task<RecordLog> OpenAsync() => RecordLog.OpenAsync(Path, TimeProvider.System, TestContext.Current.CancellationToken);

    public Task<RecordLog> OpenAsync(StorageSettings settings) => RecordLog.OpenAsync(Path, TimeProvider.System, new LogOptions(), settings, TestContext.Current.CancellationToken);

    /// <summary>Appends the leaf of a made-up call, with four contents of its own.</summary>
    public static Task<Receipt> AppendAsync(RecordLog log, int number)
    {
        byte[][] contents = [.. "psow".Select(c => Bytes($"{c} {number}"))];
        var leaf = new Leaf
        {
            Kind = LeafKind.ModelOutput,
            Time = DateTimeOffset.UnixEpoch.AddSeconds(number),
            Session = "s",
            Call = $"r{number}",
            Prompt = Digest.Of(contents[0]),
            Settings = Digest.Of(contents[1]),
            Output = Digest.Of(contents[2]),
            Raw = Digest.Of(contents[3]),
        };
        return log.AppendAsync(leaf, [.. contents.Select(c => (ReadOnlyMemory<byte>)c)], default);
    }

    /// <summary>Makes a log of so many leaves and closes it.</summary>
    public async Task FillAsync(int leaves)
    {
        await using var log = await OpenAsync();
        for (var i = 0; i < leaves; i++)
        {
            await AppendAsync(log, i);
        }
    }

    /// <summary>What another machine would find if this one stopped now.</summary>
    public DataDirectory Snapshot()
    {
        var copy = new DataDirectory();
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Where(f => System.IO.Path.GetFileName(f) != "lock"))
        {
            var target = System.IO.Path.Combine(copy.Path, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var to = File.Create(target);
            from.CopyTo(to);
        }

        return copy;
    }

    public static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public void Dispose() => _directory.Delete(recursive: true);
}
