using System.Text;
using Npgsql;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Postgres;

/// <summary>
/// The keys of a log in a database: the public ones stand in it, the secret one never does. It is given to each process that
/// writes, or shared through the data directory.
/// </summary>
public sealed class PostgresKeys
{
    /// <summary>Name of the resource with the public keys.</summary>
    public const string Resource = "keys";

    private readonly SigningKey? _key;

    private PostgresKeys(string origin, SigningKey? key)
    {
        Origin = origin;
        _key = key;
    }

    /// <summary>The log's name.</summary>
    public string Origin { get; }

    /// <summary>The key that signs; null where nothing is written.</summary>
    public VerifierKey? Current => _key?.Verifier;

    /// <summary>Finds the key of a log, and begins the log where there is none yet.</summary>
    /// <exception cref="DamagedLogException">When the key at hand is none of the log's.</exception>
    public static PostgresKeys Open(NpgsqlConnection connection, string location, string dataDirectory, bool writable, SigningKey? given)
    {
        if (!writable)
        {
            return new PostgresKeys(PostgresQueries.Origin(connection) ?? throw new IOException($"There is no log in {location} yet."), null);
        }

        var path = PathOf(location, dataDirectory);
        var key = given ?? KeyFile.Read(path);
        if (PostgresQueries.Origin(connection) is null)
        {
            key ??= SigningKey.New(Checkpoint.NewOrigin());
            if (given is null)
            {
                KeyFile.Write(path, key);
            }

            PostgresQueries.BeginLog(connection, PostgresSchema.Version, key.Verifier, new TreeHead(0, new Digest(MerkleTree.EmptyRoot())));
        }

        var keys = VerifierKey.ParseList(PostgresQueries.Keys(connection)!);
        return key is not null && keys.Contains(key.Verifier)
            ? new PostgresKeys(key.Verifier.Name, key)
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

    /// <summary>Signs a checkpoint.</summary>
    public SignedNote Sign(Checkpoint checkpoint) => SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), _key!);

    /// <summary>The file with the secret key of a log.</summary>
    public static string PathOf(string location, string dataDirectory) =>
        Path.Combine(dataDirectory, "keys", $"postgres-{Digest.Of(Encoding.UTF8.GetBytes(location)).ToString()[..8]}");
}
