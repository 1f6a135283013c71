using System.Text.Json;

namespace Roundtable.Watching.Traffic;

/// <summary>What to say of a line that another program wrote: what is missing, and under which name it may be there.</summary>
internal static class ForeignLine
{
    private static readonly string[] _times =
    [
        "startTime", "start_time", "timestamp", "@timestamp", "Timestamp", "created_at", "request_created_at", "createdAt", "created", "date", "ts", "msec",
        "time_local", "time_iso8601",
    ];

    private static readonly string[] _callers =
    [
        "api_key", "user_api_key_hash", "api_key_name", "api_key_hash", "user", "userId", "user_id", "request_user_id", "helicone_user", "client", "account",
        "metadata",
    ];

    private static readonly string[] _prompts = ["request_body", "body", "request", "input", "query", "proxy_server_request"];

    /// <summary>Reads a line as JSON.</summary>
    /// <exception cref="FormatException">When it is not one object.</exception>
    public static JsonElement Parse(string line)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(line);
        }
        catch (JsonException e)
        {
            var begins = line.AsSpan().TrimStart();
            throw new FormatException(
                begins is ['{' or '[', ..]
                    ? "It is no complete JSON, and a log is JSON Lines: an object a line. Where objects go over several lines, \"jq -c . FILE\" writes "
                        + "each on one, and \"jq -c '.[]' FILE\" those of a list"
                    : "It is not JSON, and a log is JSON Lines: an object a line. Tables (CSV) and lines of text have to be converted",
                e);
        }

        return root.ValueKind switch
        {
            JsonValueKind.Object => root,
            JsonValueKind.Array => throw new FormatException(
                "A line is one JSON object, and this is a list: \"jq -c '.[]' FILE\" writes each of its items on a line"),
            _ => throw new FormatException("A line is one JSON object, and this is none"),
        };
    }

    /// <summary>What a line lacks, all of it at once.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Null where nothing is missing.</returns>
    public static string? Missing(JsonElement line)
    {
        bool Has(string name) => line.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
        string Hint(string[] names) => Array.Find(names, Has) is { } name ? $" (the line has '{name}', which may be it or hold it)" : "";
        List<string> missing = [];
        if (!Has("time"))
        {
            missing.Add("'time' is missing" + Hint(_times));
        }

        if (!Has("caller"))
        {
            missing.Add("'caller' is missing" + Hint(_callers));
        }

        if (!Has("prompt") && !Has("messages") && !Has("features"))
        {
            // The 'request' of an access log is its first line, and has no prompt in it.
            missing.Add("there is neither 'prompt' (a text) nor 'messages' nor 'features'"
                + Hint([.. _prompts.Where(p => p != "request" || (Has(p) && line.GetProperty(p).ValueKind == JsonValueKind.Object))]));
        }

        var told = string.Join("; ", missing);
        return told.Length == 0 ? null : char.ToUpperInvariant(told[0]) + told[1..];
    }

    /// <summary>What a value is that should be a text, and what to do about it.</summary>
    public static string NotText(string name, JsonElement value) => $"'{name}' is not a text but " + value.ValueKind switch
    {
        JsonValueKind.Number => "a number: write it in quotes",
        JsonValueKind.Array => "a list: write it as one text",
        JsonValueKind.Object => "an object: write it as one text",
        _ => "true or false: write it in quotes",
    };
}
