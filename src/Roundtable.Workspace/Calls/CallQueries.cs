using System.Globalization;

namespace Roundtable.Workspace.Calls;

/// <summary>Which calls are wanted and in which order, as SQL.</summary>
internal static class CallQueries
{
    /// <summary>The order; what is not known comes last.</summary>
    public static string Order(CallFilter filter)
    {
        var column = filter.Order switch
        {
            CallOrder.Caller => "caller COLLATE NOCASE",
            CallOrder.Model => "requested COLLATE NOCASE",
            CallOrder.Status => "status",
            CallOrder.Input => "input",
            CallOrder.Output => "output",
            CallOrder.Duration => "duration",
            _ => "leaf",
        };
        return $"{column} {(filter.Ascending ? "ASC" : "DESC")} NULLS LAST, leaf DESC";
    }

    /// <summary>The condition, empty for all calls; its parameters are added.</summary>
    public static string Where(CallFilter filter, List<(string, object)> parameters)
    {
        List<string> conditions = [];
        Add("caller = $caller", "$caller", filter.Caller);
        Add("upstream = $upstream", "$upstream", filter.Upstream);
        Add("(requested LIKE $model ESCAPE '\\' OR served LIKE $model ESCAPE '\\')", "$model", filter.Model is { } m ? $"%{Escaped(m)}%" : null);
        Add("time >= $since", "$since", filter.Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (filter.OnlyFailed)
        {
            conditions.Add("(cut IS NOT NULL OR status >= 400)");
        }

        return conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);

        void Add(string condition, string name, string? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add((name, value));
            }
        }
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
