using System.Net.Sockets;
using Npgsql;

namespace Roundtable.Workspace;

/// <summary>What the database's client throws, in one sentence without secrets: whether the database is down, lets nobody in, or refused a statement.</summary>
internal static class DatabaseFault
{
    /// <summary>Beginnings of SQLSTATEs (PostgreSQL's appendix A) of a server that does not serve: connections, who may enter, shutting down.</summary>
    private static readonly string[] _notServing = ["08", "28", "3D", "57P", "53300"];

    /// <summary>Does something with a database, and throws the error to tell where that fails.</summary>
    /// <exception cref="DatabaseUnavailableException">When the database cannot be reached, or lets nobody in.</exception>
    /// <exception cref="IOException">When it refuses.</exception>
    public static T Guard<T>(string location, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException)
        {
            throw Of(location, e);
        }
    }

    /// <summary>The error to throw.</summary>
    /// <param name="location">The database, without its password.</param>
    /// <param name="thrown">What was thrown.</param>
    public static IOException Of(string location, Exception thrown)
    {
        var why = Innermost(thrown).Message.Split('\n')[0].TrimEnd('.', ' ');
        if (thrown is PostgresException { SqlState: var state } && !Array.Exists(_notServing, c => state.StartsWith(c, StringComparison.Ordinal)))
        {
            return new IOException($"{location} refused: {why}.", thrown);
        }

        // Idle connections to a server that went away are dead too, and would fail the first requests after it is back.
        NpgsqlConnection.ClearAllPools();
        return new DatabaseUnavailableException(
            $"{location} cannot be reached ({why}). Start the database, or correct its address in --store or ROUNDTABLE_STORE.", thrown);
    }

    private static Exception Innermost(Exception e) =>
        e is not PostgresException && e.InnerException is { } inner and (NpgsqlException or SocketException or TimeoutException) ? Innermost(inner) : e;
}
