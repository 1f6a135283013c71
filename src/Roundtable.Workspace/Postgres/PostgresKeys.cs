using System.Text;
using Npgsql;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Postgres;

/// <summary>
/// The keys of a log in a database: the public ones stand in it, the secret one never does. It is given to each process that
/// writes, or shared through the data directory. There, outside the database, is also kept what was signed last, so that a database which was restored from
/// an older backup is not gone on with.
/// </summary>
public sealed class PostgresKeys
{
    /// <summary>Name of the resource with the public keys.</summary>
    public const string Resource = "keys";

    private readonly SigningKey? _key;
    private readonly string _signedPath;
    private readonly IReadOnlyList<VerifierKey> _listed;

    private PostgresKeys(string origin, SigningKey? key, IReadOnlyList<VerifierKey> listed, string signedPath) =>
        (Origin, _key, _listed, _signedPath) = (origin, key, listed, signedPath);

    /// <summary>The log's name.</summary>
    public string Origin { get; }

    /// <summary>The key that signs; null where nothing is written.</summary>
    public VerifierKey? Current => _key?.Verifier;

    /// <summary>Finds the key of a log, and begins the log where there is none yet.</summary>
    /// <exception cref="DamagedLogException">When the key at hand is none of the log's.</exception>
    public static PostgresKeys Open(NpgsqlConnection connection, string location, string dataDirectory, bool writable, LogOptions options)
    {
        var given = options.Key;
        if (!writable)
        {
            return new PostgresKeys(PostgresQueries.Origin(connection) ?? throw new IOException($"There is no log in {location} yet."), null, [], "");
        }

        var path = PathOf(location, dataDirectory);
        var key = given ?? KeyFile.Read(path);
        var signed = SignedHead.PathBeside(path);
        if (PostgresQueries.Origin(connection) is null)
        {
            if (SignedHead.Read(signed) is { Largest.Size: > 0 } before)
            {
                throw new DamagedLogException(location, null, null, before.Lost("there is no log in it"));
            }

            key ??= SigningKey.New(options.Origin ?? Checkpoint.NewOrigin());
            if (given is null)
            {
                KeyFile.Write(path, key);
            }

            PostgresQueries.BeginLog(connection, PostgresSchema.Version, key.Verifier, new TreeHead(0, new Digest(MerkleTree.EmptyRoot())));
        }

        var keys = VerifierKey.ParseList(PostgresQueries.Keys(connection)!);
        return key is not null && keys.Contains(key.Verifier)
            ? new PostgresKeys(key.Verifier.Name, key, keys, signed)
            : throw new DamagedLogException(
                location, null, null, $"its checkpoints are signed by {keys[^1].Name}+{keys[^1].Id:x8}, whose secret key is not here: put it in "
                    + $"ROUNDTABLE_LOG_KEY or in {path}");
    }

    /// <summary>Gives the log a new secret key, as <see cref="KeyRotation"/> does for files.</summary>
    /// <exception cref="DamagedLogException">When there is no log, or the old secret key is missing and not said to be lost.</exception>
    public static VerifierKey Rotate(
        NpgsqlConnection connection, string location, string dataDirectory, bool lost, SigningKey? old, (SigningKey Key, string Text)? held)
    {
        var origin = PostgresQueries.Origin(connection) ?? throw new DamagedLogException(
            location, null, null, "there is no log yet, so there is no key to replace");
        return KeyRotation.Replace(
            PathOf(location, dataDirectory), origin, lost, old, held, (fresh, word) => PostgresQueries.AddKey(connection, fresh, word));
    }

    /// <summary>What was signed last by those who share the data directory, as far as it is the log's own; null where nothing was.</summary>
    public SignedHead? Before => SignedHead.Read(_signedPath);

    /// <summary>Checks that the log goes on from what was signed before, and remembers that it is signed now. The log has to be locked meanwhile.</summary>
    /// <param name="checkpoint">What is to be signed.</param>
    /// <param name="location">The database, for messages.</param>
    /// <param name="rootAt">The root hash of its first leaves.</param>
    /// <exception cref="DamagedLogException">When it does not; nothing may be signed.</exception>
    /// <exception cref="IOException">When it cannot be remembered; nothing may be signed.</exception>
    public void Remember(Checkpoint checkpoint, string location, Func<long, Digest> rootAt)
    {
        var before = Before;
        before?.ThrowIfContradicted(
            _signedPath, location, checkpoint.Origin, checkpoint.Size, size => size == checkpoint.Size ? checkpoint.Root : rootAt(size));
        if (before is null || before.Largest != checkpoint || !before.Keys.SequenceEqual(_listed))
        {
            new SignedHead(checkpoint, _listed).Write(_signedPath);
        }
    }

    /// <summary>Signs a checkpoint, which was remembered.</summary>
    public SignedNote Sign(Checkpoint checkpoint) => SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), _key!);

    /// <summary>The file with the secret key of a log.</summary>
    public static string PathOf(string location, string dataDirectory) =>
        Path.Combine(dataDirectory, "keys", $"postgres-{Digest.Of(Encoding.UTF8.GetBytes(location)).ToString()[..8]}");
}
