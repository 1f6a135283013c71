using Npgsql;

namespace Roundtable.Workspace.Postgres;

/// <summary>
/// A PostgreSQL database as <c>postgres://user:password@host:port/database</c>, on this computer where no host is named; libpq's variables and password
/// file apply.
/// </summary>
public static class PostgresAddress
{
    /// <summary>Whether a text means a PostgreSQL database.</summary>
    public static bool Is(string text) =>
        text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal);

    /// <summary>Reads an address.</summary>
    /// <exception cref="WorkspaceException">When it is malformed; the message does not repeat it, since it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (!Is(text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--store takes an address like postgres://user@host:5432/database.");
        }

        var builder = new NpgsqlConnectionStringBuilder { ApplicationName = "roundtable", IncludeErrorDetail = false };
        if (uri.Host.Length > 0)
        {
            builder.Host = Uri.UnescapeDataString(uri.Host);
        }

        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Length > 1)
        {
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)))
        {
            try
            {
                builder[Uri.UnescapeDataString(pair[0])] = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
            }
            catch (Exception e) when (e is ArgumentException or KeyNotFoundException or FormatException)
            {
                throw new WorkspaceException(
                    ErrorKind.InvalidInput, $"--store has a setting '{pair[0]}' that is not known, or a value that it cannot have.", e);
            }
        }

        builder.Host ??= "localhost";
        return builder;
    }

    /// <summary>The address without its secrets.</summary>
    public static string Shown(NpgsqlConnectionStringBuilder builder) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"postgres://{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}");
}
