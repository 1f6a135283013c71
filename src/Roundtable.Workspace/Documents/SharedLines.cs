using Roundtable.Record.Files;

namespace Roundtable.Workspace.Documents;

/// <summary>Lines of a file that several processes share: each sees what another changed at once, and one changes them at a time.</summary>
/// <typeparam name="T">What is read of the lines.</typeparam>
/// <param name="directory">The directory of the file.</param>
/// <param name="name">Its name, and what it lists.</param>
/// <param name="version">The version that is written, and the newest version that is read.</param>
/// <param name="parse">Reads the lines.</param>
internal sealed class SharedLines<T>(string directory, string name, int version, Func<IReadOnlyList<string>, T> parse)
    where T : class
{
    private static readonly TimeSpan _lockLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Two writes within the resolution of a file's time look alike. What was written so shortly before it was read is read again.
    /// </summary>
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(1);

    private readonly VersionedLines _lines = new(Path.Combine(directory, name), name, version);
    private readonly Lock _lock = new();
    private Reading? _read;

    private sealed record Reading(DateTime Written, long Length, bool IsSettled, T Value);

    /// <summary>Path of the file, whether it exists or not.</summary>
    public string Location => _lines.Location;

    /// <summary>What the file has now.</summary>
    /// <exception cref="IOException">When it cannot be read.</exception>
    /// <exception cref="NewerFormatException">When a newer program wrote it.</exception>
    public T Current
    {
        get
        {
            lock (_lock)
            {
                var file = new FileInfo(_lines.Location);
                var (written, length) = file.Exists ? (file.LastWriteTimeUtc, file.Length) : (default, 0);
                if (_read is not { IsSettled: true } || written != _read.Written || length != _read.Length)
                {
                    // The time before the read decides: what changes during it is seen with the next.
                    var settled = written == default || TimeProvider.System.GetUtcNow().UtcDateTime - written > _settled;
                    _read = new Reading(written, length, settled, parse(_lines.Read()));
                }

                return _read.Value;
            }
        }
    }

    /// <summary>Changes the lines, while no other process does.</summary>
    /// <param name="change">Makes the new lines of those that the file has.</param>
    /// <exception cref="IOException">When the file cannot be written, or another process does not finish its change; the old ones still hold.</exception>
    public void Update(Func<IReadOnlyList<string>, IEnumerable<string>> change)
    {
        PrivateFiles.CreateDirectory(directory);
        using var held = Hold();
        _lines.Write(change(_lines.Read()));
    }

    /// <summary>Keeps other processes from changing the lines. The file stays: removing it would let two hold it at once.</summary>
    private FileStream Hold()
    {
        FileStream? held = null;
        IOException? refused = null;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        SpinWait.SpinUntil(Try, _lockLimit);
        return held ?? throw refused!;

        bool Try()
        {
            try
            {
                held = new FileStream(_lines.Location + ".lock", options);
            }
            catch (IOException e)
            {
                refused = e;
            }

            return held is not null;
        }
    }
}
