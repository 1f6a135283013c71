using System.Text.Json;
using Microsoft.Data.Sqlite;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Search;

/// <summary>
/// What models chose blind, in a table of its own beside the sessions': each verdict is measured on all of it, which would otherwise read every summary
/// for each session that is asked.
/// </summary>
internal static class SharedChoices
{
    /// <summary>What a session says of its models' independence: a closed question, round one, each model once; null where it says nothing.</summary>
    public static SharedItem? Of(SessionSummary session)
    {
        if (session.Open)
        {
            return null;
        }

        var choices = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var seat in session.Seats)
        {
            if (seat.First is { } option)
            {
                choices.TryAdd(ModelIdentity.Of(seat.Model), option);
            }
        }

        return session.Options.Count < 2 || choices.Count < 2 ? null : new SharedItem(session.Options.Count, choices);
    }

    /// <summary>Keeps what a session says; nothing where it is simulated or says nothing.</summary>
    public static void Add(SqliteConnection database, SessionSummary session)
    {
        if (session.Simulated || Of(session) is not { } item)
        {
            return;
        }

        using var row = database.Command(
            "INSERT INTO choices (session, options, models) VALUES ($id, $options, $models)",
            ("$id", session.Id),
            ("$options", item.Options),
            ("$models", JsonSerializer.Serialize(item.Choices, SummaryJsonContext.Default.IReadOnlyDictionaryStringInt32)));
        row.ExecuteNonQuery();
    }

    /// <summary>All that is kept.</summary>
    public static IReadOnlyList<SharedItem> All(SqliteConnection database)
    {
        using var command = database.Command("SELECT options, models FROM choices");
        using var reader = command.ExecuteReader();
        List<SharedItem> items = [];
        while (reader.Read())
        {
            items.Add(new(reader.GetInt32(0), JsonSerializer.Deserialize(reader.GetString(1), SummaryJsonContext.Default.IReadOnlyDictionaryStringInt32)!));
        }

        return items;
    }
}
