using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// The keys of a data directory's log: the secret key in <c>keys/log</c>, readable by its owner only; beside it what was signed
/// (<see cref="SignedHead"/>); and the public keys in <c>log/keys</c>, one verifier key per line, newest last.
/// </summary>
internal sealed class LogKeys
{
    /// <summary>Path of the resource with the public keys.</summary>
    public const string PublicName = ILogResources.Keys;

    private readonly IDisk _disk;
    private readonly string _directory;
    private readonly SigningKey? _key;
    private readonly bool _isUnused; // the secret key has signed nothing yet, or nobody can know
    private IReadOnlyList<VerifierKey> _listed;

    private LogKeys(IDisk disk, string directory, IReadOnlyList<VerifierKey> listed, SigningKey? key, SignedHead? signed, bool isUnused)
    {
        (_disk, _directory, _listed, _key, Signed, _isUnused) = (disk, directory, listed, key, signed, isUnused);
        Published = signed is { Largest.Size: > 0 } || listed.Count > 0 ? Merged(signed, listed) : [];
    }

    /// <summary>The published keys, whose signatures are valid.</summary>
    public IReadOnlyList<VerifierKey> Published { get; private set; }

    /// <summary>What was signed; null if unknown.</summary>
    public SignedHead? Signed { get; private set; }

    /// <summary>The signing key; null if the log is open for reading.</summary>
    public VerifierKey? Current => _key?.Verifier;

    /// <summary>Reads the keys of a data directory, and generates the secret key if there is no log yet.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="writable">Whether the secret key is needed.</param>
    /// <param name="options">The secret key to use instead of the one in the directory, and the origin of a log that does not exist yet.</param>
    /// <param name="disk">The disk.</param>
    /// <exception cref="DamagedLogException">When a file contains anything else, or the secret key is missing.</exception>
    public static LogKeys Open(string directory, bool writable, LogOptions options, IDisk disk)
    {
        var given = options.Key;
        // What was signed before the checkpoint is read: a writer may publish between the two.
        var signed = SignedHead.Read(disk, directory);
        var listed = ReadPublic(directory, disk);
        var published = listed.Count > 0 || signed is { Largest.Size: > 0 };
        if (!writable)
        {
            return new LogKeys(disk, directory, listed, null, signed, signed is not null || !disk.FileExists(SecretPath(directory)));
        }

        var key = given ?? KeyFile.Read(disk, SecretPath(directory));
        if (key is null && published)
        {
            throw new DamagedLogException(
                SecretPath(directory), null, null, "the log's secret key is missing; restore it, or replace it with 'roundtable log rotate-key --lost'");
        }

        if (key is not null && published && !Merged(signed, listed).Contains(key.Verifier))
        {
            var path = Path.Combine(LogLayout.Log(directory), PublicName);
            throw new DamagedLogException(path, null, null, $"the key {key.Verifier.Name}+{key.Verifier.IdText} is not one of this log's keys");
        }

        var isUnused = key is null || given is not null || signed is not null;
        if (key is null)
        {
            var path = Path.Combine(LogLayout.Log(directory), ILogResources.Checkpoint);
            if (!disk.FileExists(path) && Remains(directory, disk) is { } remains)
            {
                throw new DamagedLogException(path, null, null, $"the file is missing although there are {remains}");
            }

            key = SigningKey.New(LogUpgrade.Origin(directory, disk) ?? options.Origin ?? Checkpoint.NewOrigin());
            signed = new SignedHead(EmptyOf(key), [key.Verifier]);
            signed.Write(disk, directory); // first, so that a key without it is known to have been used
            KeyFile.Write(disk, SecretPath(directory), key);
        }

        return new LogKeys(disk, directory, listed, key, signed, isUnused);
    }

    /// <summary>The checkpoint of an empty log.</summary>
    public Checkpoint Empty() => _key is null ? new("none", 0, new Digest(MerkleTree.EmptyRoot())) : EmptyOf(_key);

    /// <summary>Reads the published checkpoint; null if there is none.</summary>
    /// <exception cref="DamagedLogException">When it is malformed, or not signed by one of the log's keys.</exception>
    public SignedCheckpoint? ReadCheckpoint(TileFiles files)
    {
        var path = files.PathOf(ILogResources.Checkpoint);
        try
        {
            if (files.Read(ILogResources.Checkpoint) is not { } bytes)
            {
                return WhyOneIsMissing() is { } why ? throw new FormatException(why) : null;
            }

            var note = SignedCheckpoint.Parse(bytes);
            IReadOnlyList<VerifierKey> keys = Published.Count > 0 ? Published : _key is not null ? [_key.Verifier] : Signed?.Keys ?? [];
            return keys.FirstOrDefault(note.Note.IsSignedBy) is { } signer
                ? note with { SignedBy = signer }
                : throw new FormatException("the checkpoint is not signed by any of the log's keys");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path, null, null, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Signs a checkpoint, unless it is smaller than one that was signed before, or another one of the same size.</summary>
    /// <exception cref="DamagedLogException">When it is; nothing is signed.</exception>
    /// <exception cref="IOException">When it cannot be kept in mind; nothing is signed.</exception>
    public SignedNote Sign(Checkpoint checkpoint)
    {
        var signed = new SignedHead(checkpoint, Published.Contains(_key!.Verifier) ? Published : [.. Published, _key.Verifier]);
        if (Signed is { } before && before.Largest.Size >= checkpoint.Size)
        {
            before.ThrowIfContradicted(
                SignedHead.PathOf(_directory), LogLayout.Log(_directory), checkpoint.Origin, checkpoint.Size, _ => checkpoint.Root);
        }

        if (Signed is null || Signed.Largest != checkpoint || !Signed.Keys.SequenceEqual(signed.Keys))
        {
            signed.Write(_disk, _directory);
            Signed = signed;
        }

        return SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), _key);
    }

    /// <summary>Whether the list of public keys, or what was signed, has to be written although the checkpoint is up to date.</summary>
    public bool IsIncomplete(Checkpoint checkpoint) =>
        Signed is null || Signed.Largest != checkpoint || !Published.Contains(_key!.Verifier) || !_listed.SequenceEqual(Published);

    /// <summary>Publishes the signing key: from then on unsigned checkpoints are rejected.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void Publish()
    {
        Published = Published.Contains(_key!.Verifier) ? Published : [.. Published, _key.Verifier];
        if (!_listed.SequenceEqual(Published))
        {
            WritePublic(_directory, Published, _disk);
            _listed = Published;
        }
    }

    /// <summary>Reads the public keys; empty if nothing has been signed yet.</summary>
    /// <exception cref="DamagedLogException">When the file contains anything else.</exception>
    public static IReadOnlyList<VerifierKey> ReadPublic(string directory, IDisk disk)
    {
        var path = Path.Combine(LogLayout.Log(directory), PublicName);
        try
        {
            return disk.Read(path) is { } bytes ? VerifierKey.ParseList(Encoding.UTF8.GetString(bytes)) : [];
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path, null, null, $"the log's public keys cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>All keys that are known to have signed for a log, newest last: losing the public list does not forget them.</summary>
    public static IReadOnlyList<VerifierKey> Merged(SignedHead? signed, IReadOnlyList<VerifierKey> listed) =>
        signed is null ? listed : [.. signed.Keys, .. listed.Where(k => !signed.Keys.Contains(k))];

    public static void WritePublic(string directory, IEnumerable<VerifierKey> keys, IDisk disk) => disk.Replace(
        Path.Combine(LogLayout.Log(directory), PublicName), Encoding.UTF8.GetBytes(string.Concat(keys.Select(k => $"{k}\n"))));

    public static string SecretPath(string directory) => Path.Combine(directory, "keys", "log");

    private static Checkpoint EmptyOf(SigningKey key) => new(key.Verifier.Name, 0, new Digest(MerkleTree.EmptyRoot()));

    /// <summary>Why a directory without a checkpoint is damaged; null where it is new. Before the first checkpoint, of no leaves, nothing is stored.</summary>
    private string? WhyOneIsMissing()
    {
        const string missing = "the file is missing";
        return Signed is { Largest.Size: > 0 } ? Signed.Lost(missing)
            : _listed.Count > 0 ? $"{missing} although the log has keys"
            : Remains(_directory, _disk) is { } remains ? $"{missing} although there are {remains}"
            : !_isUnused
                ? $"{missing} although there is a secret key, which may have signed another log; restore the log, or move {SecretPath(_directory)} away"
            : null;
    }

    /// <summary>What there is of a log besides its checkpoint and keys; null if nothing.</summary>
    private static string? Remains(string directory, IDisk disk) =>
        disk.AllFiles(Path.Combine(LogLayout.Log(directory), "tile")).Any() ? "tiles"
        : ContentEnd.Segments(LogLayout.Content(directory), disk).Any(s => s > 1)
            || (disk.Read(Path.Combine(LogLayout.Content(directory), ContentEnd.PackName(1))) is { } pack && pack.Length > PackEntry.PackMagic.Length)
            ? "contents"
        : disk.Read(LogLayout.Journal(directory)).AsSpan().ContainsAnyExcept((byte)0) ? "leaves in the journal"
        : null;
}
