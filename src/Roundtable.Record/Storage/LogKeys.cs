using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// The keys of a data directory's log: the secret key in <c>keys/log</c>, readable by its owner only, and the public keys in <c>log/keys</c>, one
/// verifier key per line, newest last.
/// </summary>
internal sealed class LogKeys
{
    /// <summary>Path of the resource with the public keys.</summary>
    public const string PublicName = ILogResources.Keys;

    private readonly string _directory;
    private readonly SigningKey? _key;

    private LogKeys(string directory, IReadOnlyList<VerifierKey> published, SigningKey? key)
    {
        _directory = directory;
        Published = published;
        _key = key;
    }

    /// <summary>The published keys, whose signatures are valid.</summary>
    public IReadOnlyList<VerifierKey> Published { get; private set; }

    /// <summary>The signing key; null if the log is open for reading.</summary>
    public VerifierKey? Current => _key?.Verifier;

    /// <summary>Whether the signing key is not published yet.</summary>
    public bool IsNew => _key is not null && !Published.Contains(_key.Verifier);

    /// <summary>Reads the keys of a data directory, and generates the secret key if there is no log yet.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="writable">Whether the secret key is needed.</param>
    /// <param name="given">The secret key to use instead of the one in the directory; null for the latter.</param>
    /// <exception cref="DamagedLogException">When a file contains anything else, or the secret key is missing.</exception>
    public static LogKeys Open(string directory, bool writable, SigningKey? given)
    {
        var published = ReadPublic(directory);
        if (!writable)
        {
            return new LogKeys(directory, published, null);
        }

        var key = given ?? KeyFile.Read(SecretPath(directory));
        if (key is null && published.Count > 0)
        {
            throw new DamagedLogException(
                SecretPath(directory), null, null, "the log's secret key is missing; restore it, or replace it with 'roundtable log rotate-key --lost'");
        }

        if (key is not null && published.Count > 0 && !published.Contains(key.Verifier))
        {
            var path = Path.Combine(DataPaths.Log(directory), PublicName);
            throw new DamagedLogException(path, null, null, $"the key {key.Verifier.Name}+{key.Verifier.IdText} is not one of this log's keys");
        }

        if (key is null)
        {
            var origin = LogUpgrade.Origin(directory) ?? Checkpoint.NewOrigin();
            key = SigningKey.New(origin);
            KeyFile.Write(SecretPath(directory), key);
        }

        return new LogKeys(directory, published, key);
    }

    /// <summary>The checkpoint of an empty log.</summary>
    public Checkpoint Empty() => new(_key?.Verifier.Name ?? "none", 0, new Digest(MerkleTree.EmptyRoot()));

    /// <summary>Reads the published checkpoint; null if there is none.</summary>
    /// <exception cref="DamagedLogException">When it is malformed, or not signed by one of the log's keys.</exception>
    public SignedCheckpoint? ReadCheckpoint(TileFiles files)
    {
        var path = files.PathOf(ILogResources.Checkpoint);
        try
        {
            if (files.Read(ILogResources.Checkpoint) is not { } bytes)
            {
                return Published.Count == 0 ? null : throw new FormatException("the file is missing although the log has keys");
            }

            var note = SignedCheckpoint.Parse(bytes);
            var keys = IsNew && Published.Count == 0 ? [_key!.Verifier] : Published;
            return keys.FirstOrDefault(note.Note.IsSignedBy) is { } signer
                ? note with { SignedBy = signer }
                : throw new FormatException("the checkpoint is not signed by any of the log's keys");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path, null, null, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Signs a checkpoint.</summary>
    public SignedNote Sign(Checkpoint checkpoint) => SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), _key!);

    /// <summary>Publishes the signing key: from then on unsigned checkpoints are rejected.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void Publish()
    {
        if (IsNew)
        {
            Published = [.. Published, _key!.Verifier];
            WritePublic(_directory, Published);
        }
    }

    /// <summary>Reads the public keys; empty if nothing has been signed yet.</summary>
    /// <exception cref="DamagedLogException">When the file contains anything else.</exception>
    public static IReadOnlyList<VerifierKey> ReadPublic(string directory)
    {
        var path = Path.Combine(DataPaths.Log(directory), PublicName);
        try
        {
            return File.Exists(path) ? VerifierKey.ParseList(File.ReadAllText(path)) : [];
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path, null, null, $"the log's public keys cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    public static void WritePublic(string directory, IEnumerable<VerifierKey> keys) => PrivateFiles.Replace(
        Path.Combine(DataPaths.Log(directory), PublicName), Encoding.UTF8.GetBytes(string.Concat(keys.Select(k => $"{k}\n"))));

    public static string SecretPath(string directory) => Path.Combine(directory, "keys", "log");
}
