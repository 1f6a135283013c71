using System.Net.Sockets;
using Npgsql;

namespace Roundtable.Workspace;

/// <summary>What the database's client throws, in one sentence without secrets: whether the database is down, lets nobody in, or refused a statement.</summary>
internal static class DatabaseFault
{
    /// <summary>Beginnings of SQLSTATEs (PostgreSQL's appendix A) of a server that does not serve: connections, who may enter, shutting down.</summary>
    private static readonly string[] _notServing = ["08", "28", "3D", "57P", "53300"];

    /// <summary>Does something with a database, and throws the error to tell where that fails.</summary>
    /// <param name="location">The database, without its password.</param>
    /// <param name="action">What to do.</param>
    /// <param name="source">Whose connections it uses; null for those of connection strings.</param>
    /// <exception cref="DatabaseUnavailableException">When the database cannot be reached, or lets nobody in.</exception>
    /// <exception cref="IOException">When it refuses.</exception>
    public static T Guard<T>(string location, Func<T> action, NpgsqlDataSource? source = null)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException)
        {
            throw Handled(location, e, source);
        }
    }

    /// <summary>
    /// The error to throw, after letting go of idle connections where the server went away: they are dead too, and would fail the first requests after it is
    /// back.
    /// </summary>
    /// <param name="location">The database, without its password.</param>
    /// <param name="thrown">What was thrown.</param>
    /// <param name="source">Whose connections were used; null for those of connection strings.</param>
    public static IOException Handled(string location, Exception thrown, NpgsqlDataSource? source = null)
    {
        var fault = Of(location, thrown);
        if (fault is DatabaseUnavailableException)
        {
            if (source is null)
            {
                NpgsqlConnection.ClearAllPools();
            }
            else
            {
                source.Clear();
            }
        }

        return fault;
    }

    /// <summary>The error in words; nothing else is done.</summary>
    /// <param name="location">The database, without its password.</param>
    /// <param name="thrown">What was thrown.</param>
    public static IOException Of(string location, Exception thrown)
    {
        var why = Innermost(thrown).Message.Split('\n')[0].TrimEnd('.', ' ');
        if (thrown is PostgresException { SqlState: var state } && !Array.Exists(_notServing, c => state.StartsWith(c, StringComparison.Ordinal)))
        {
            return new IOException($"{location} refused: {why}.", thrown);
        }

        return new DatabaseUnavailableException(
            $"{location} cannot be reached ({why}). Start the database, or correct its address in --store or ROUNDTABLE_STORE.", thrown);
    }

    private static Exception Innermost(Exception e) =>
        e is not PostgresException && e.InnerException is { } inner and (NpgsqlException or SocketException or TimeoutException) ? Innermost(inner) : e;
}
