using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// The keys of a data directory's log: the secret one in <c>keys/log</c>, for its owner's eyes, and the public ones in
/// <c>log/keys</c>, a verifier key a line, the newest last, for whoever checks the log.
/// </summary>
internal sealed class LogKeys
{
    /// <summary>Name of the resource with the public keys.</summary>
    public const string PublicName = "keys";

    private readonly string _directory;
    private readonly SigningKey? _key;

    private LogKeys(string directory, IReadOnlyList<VerifierKey> published, SigningKey? key)
    {
        _directory = directory;
        Published = published;
        _key = key;
    }

    /// <summary>The keys whose signatures count.</summary>
    public IReadOnlyList<VerifierKey> Published { get; private set; }

    /// <summary>The key that signs from now on; null where nothing is written.</summary>
    public VerifierKey? Current => _key?.Verifier;

    /// <summary>Whether the key has yet to sign, and to be published.</summary>
    public bool IsNew => _key is not null && !Published.Contains(_key.Verifier);

    /// <summary>Reads the keys of a data directory, and makes the secret one where there is no log yet.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="writable">Whether the secret key is needed.</param>
    /// <param name="given">The secret key to use instead of the one in the directory.</param>
    /// <exception cref="DamagedLogException">When a file holds something else, or the secret key is gone.</exception>
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
                SecretPath(directory), null, null, "the log's secret key is missing; put it back, or give the log a new one with 'roundtable log rotate-key --lost'");
        }

        if (key is not null && published.Count > 0 && !published.Contains(key.Verifier))
        {
            throw new DamagedLogException(
                Path.Combine(DataPaths.Log(directory), PublicName), null, null, $"the key {key.Verifier.Name}+{key.Verifier.Id:x8} is none of this log's keys");
        }

        if (key is null)
        {
            var origin = LogUpgrade.Origin(directory) ?? Checkpoint.NewOrigin();
            key = SigningKey.New(origin);
            KeyFile.Write(SecretPath(directory), key);
        }

        return new LogKeys(directory, published, key);
    }

    /// <summary>What a log without leaves commits to.</summary>
    public Checkpoint First() => new(_key?.Verifier.Name ?? "none", 0, new Digest(MerkleTree.EmptyRoot()));

    /// <summary>The checkpoint in a log's resources; null where there is none.</summary>
    /// <exception cref="DamagedLogException">When it is none, or is not signed by one of the log's keys.</exception>
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

    /// <summary>Publishes the key that has signed: from then on nothing unsigned is accepted.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void Publish()
    {
        if (IsNew)
        {
            Published = [.. Published, _key!.Verifier];
            WritePublic(_directory, Published);
        }
    }

    /// <summary>The public keys; none where nothing was signed yet.</summary>
    /// <exception cref="DamagedLogException">When the file holds something else.</exception>
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
