using System.Security.Cryptography;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Storage;

/// <summary>The files of an open log. docs/formats/log.md has the bytes, and what opening does after a crash.</summary>
internal sealed class LogFiles : IDisposable
{
    private readonly FileStream? _lock;
    private readonly ContentFiles _packs;
    private readonly StorageSettings _settings;
    private readonly SigningKey? _key;
    private Checkpoint _checkpoint;

    private LogFiles(string directory, bool writable, StorageSettings settings)
    {
        Directory = directory;
        _settings = settings;
        _lock = writable ? TakeLock(directory) : null;
        try
        {
            _checkpoint = ReadCheckpoint(directory)?.Checkpoint ?? new Checkpoint(NewOrigin(), 0, new Digest(MerkleTree.EmptyRoot()));
            _key = writable ? LogKeys.Read(directory) ?? LogKeys.Create(directory, _checkpoint.Origin) : null;
            if (_key is { } key && !LogKeys.Published(directory).Contains(key.Verifier))
            {
                Begin(key);
            }

            // The leaf file's end is taken before the packs are read: a writer stores contents first, so none is missed.
            var leaves = new AppendFile(Path.Combine(LogDirectory(directory), "leaves"), writable, settings);
            try
            {
                var index = new Dictionary<Digest, ContentStore.Place>();
                _packs = ContentFiles.Open(ContentDirectory(directory), writable, settings, index);
                Contents = new ContentStore(_packs, index);
                Leaves = LeafFile.Open(leaves, writable, _checkpoint, Contents.Has);
            }
            catch
            {
                leaves.Dispose();
                _packs?.Dispose();
                throw;
            }
        }
        catch
        {
            _lock?.Dispose();
            throw;
        }
    }

    /// <summary>The data directory.</summary>
    public string Directory { get; }

    public ContentStore Contents { get; }

    public LeafFile Leaves { get; }

    /// <summary>Opens the files, and makes or repairs them where writing is allowed.</summary>
    /// <exception cref="LogInUseException">When another has them open for writing.</exception>
    /// <exception cref="DamagedLogException">When they are not what was written.</exception>
    public static LogFiles Open(string directory, bool writable, StorageSettings settings)
    {
        var files = new LogFiles(Path.GetFullPath(directory), writable, settings);
        if (writable)
        {
            // What was adopted may stand in the memory of the operating system alone.
            files._packs.Flush();
            files.Leaves.Flush();
            PrivateFiles.FlushDirectory(LogDirectory(files.Directory));
            files.WriteCheckpoint();
        }

        return files;
    }

    /// <summary>Commits to the leaves and contents as they are. Only the writing thread calls it.</summary>
    public void WriteCheckpoint()
    {
        var (size, root) = Leaves.Head;
        _packs.WriteEnd();
        if (size == _checkpoint.Size)
        {
            return;
        }

        var next = _checkpoint with { Size = size, Root = root };
        var path = CheckpointPath(Directory);
        _settings.BeforeWrite?.Invoke(path);
        PrivateFiles.Replace(path, Signed(next));
        _checkpoint = next;
    }

    public void Dispose()
    {
        Leaves.Dispose();
        _packs.Dispose();
        _lock?.Dispose();
    }

    internal static string LogDirectory(string directory) => Path.Combine(directory, "log");

    internal static string ContentDirectory(string directory) => Path.Combine(directory, "content");

    internal static string LeavesPath(string directory) => Path.Combine(LogDirectory(directory), "leaves");

    internal static string CheckpointPath(string directory) => Path.Combine(LogDirectory(directory), "checkpoint");

    /// <summary>
    /// The checkpoint of a data directory, and the key that signed it; null when it has no log yet. A log whose keys are
    /// published must be signed by one of them; one that was begun before logs were signed gives no key.
    /// </summary>
    /// <exception cref="DamagedLogException">When it is missing beside leaves, is none, or is not signed as it should be.</exception>
    internal static (Checkpoint Checkpoint, VerifierKey? SignedBy)? ReadCheckpoint(string directory)
    {
        var path = CheckpointPath(directory);
        if (!File.Exists(path))
        {
            return new FileInfo(LeavesPath(directory)) is { Exists: true, Length: > 0 }
                ? throw new DamagedLogException(path, null, null, "the file is missing although there are leaves")
                : null;
        }

        try
        {
            var bytes = File.ReadAllBytes(path);
            var keys = LogKeys.Published(directory);
            if (keys.Count == 0 && bytes.AsSpan().IndexOf("\n\n"u8) < 0)
            {
                return (Checkpoint.Parse(bytes), null);
            }

            var note = SignedNote.Parse(bytes);
            var signer = keys.FirstOrDefault(note.IsSignedBy);
            return signer is not null || keys.Count == 0
                ? (Checkpoint.Parse(System.Text.Encoding.UTF8.GetBytes(note.Text)), signer)
                : throw new DamagedLogException(path, null, null, "the checkpoint is not signed by any of the log's keys");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path, null, null, $"the checkpoint cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    private static string NewOrigin() => $"roundtable/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    /// <summary>Signs what the log commits to, then publishes the key: from then on nothing unsigned is accepted.</summary>
    private void Begin(SigningKey key)
    {
        PrivateFiles.Replace(CheckpointPath(Directory), Signed(_checkpoint));
        LogKeys.Publish(Directory, key.Verifier);
    }

    private byte[] Signed(Checkpoint checkpoint) =>
        SignedNote.Sign(System.Text.Encoding.UTF8.GetString(checkpoint.ToBytes()), _key!).ToBytes();

    private static FileStream TakeLock(string directory)
    {
        PrivateFiles.CreateDirectory(directory);
        try
        {
            return PrivateFiles.Open(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && e.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMac)
        {
            throw new LogInUseException(directory, e);
        }
    }

    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
}
