using Microsoft.Data.Sqlite;

namespace Roundtable.Workspace.Sqlite;

/// <summary>Statements with named parameters.</summary>
public static class SqliteQueries
{
    /// <summary>A statement, ready to run.</summary>
    /// <param name="database">The database.</param>
    /// <param name="sql">A statement of the program's own; what comes from outside goes in as parameters.</param>
    /// <param name="parameters">Their names with the <c>$</c>, and their values.</param>
    public static SqliteCommand Command(this SqliteConnection database, string sql, params (string Name, object Value)[] parameters)
    {
        var command = database.CreateCommand();
#pragma warning disable CA2100 // Every statement is written in the program; what comes from outside goes in as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    /// <summary>The first column of every row, which is a text.</summary>
    public static IReadOnlyList<string> Texts(this SqliteConnection database, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = database.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        List<string> texts = [];
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    /// <summary>The first column of a query's rows, as numbers.</summary>
    public static IReadOnlyList<long> Numbers(this SqliteConnection database, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = database.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        List<long> numbers = [];
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    /// <summary>The one number that a query gives.</summary>
    public static long Scalar(this SqliteConnection database, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = database.Command(sql, parameters);
        return (long)command.ExecuteScalar()!;
    }
}
