using System.Text.Json;

namespace Roundtable.Watching.Traffic;

/// <summary>
/// What watching looks at in the body of a request: its instructions, what the user said last, and for whom the caller asks. Whatever else is in it (sounds,
/// files, tools of the provider, parts of a kind that nobody knows) is passed by: a caller could hide behind it otherwise.
/// </summary>
/// <param name="Prompt">The instructions and what the user said last; what was said before was looked at when it was said.</param>
/// <param name="EndUser">For whom the caller asks, as it names them; null where it does not.</param>
public sealed record WatchedRequest(string Prompt, string? EndUser)
{
    /// <summary>Reads the body of a request.</summary>
    /// <param name="path">The path of the request; other paths than chat completions, completions, responses and messages have no prompts.</param>
    /// <param name="body">The body.</param>
    /// <returns>Null where there is no prompt.</returns>
    public static WatchedRequest? Read(string path, byte[] body)
    {
        var asked = path.TrimEnd('/');
        bool Ends(string name) => asked.EndsWith(name, StringComparison.OrdinalIgnoreCase);
        var (before, said) = Ends("/messages") ? ("system", "messages")
            : Ends("/responses") || Ends("/responses/compact") ? ("instructions", "input")
            : Ends("/chat/completions") ? ("system", "messages")
            : Ends("/completions") ? ("system", "prompt")
            : default;
        try
        {
            return said is not null && JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } root ? Read(root, before, said) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a dialogue: an object with <c>messages</c>, and <c>system</c> where it stands beside them.</summary>
    /// <returns>Null where there is no prompt.</returns>
    public static WatchedRequest? Read(JsonElement dialogue) => Read(dialogue, "system", "messages");

    private static WatchedRequest? Read(JsonElement root, string before, string said)
    {
        List<string> texts = root.TryGetProperty(before, out var system) && TextOf(system) is { Length: > 0 } instructions ? [instructions] : [];
        string? last = null;
        if (root.TryGetProperty(said, out var list))
        {
            var isDialogue = list.ValueKind == JsonValueKind.Array && list.EnumerateArray().Any(m => Text(m, "role") is not null);
            last = isDialogue ? null : TextOf(list);
            foreach (var message in isDialogue ? list.EnumerateArray() : default)
            {
                var text = Member(message, "content") is { } content ? TextOf(content) : "";
                switch (text.Length == 0 ? null : Text(message, "role")?.ToLowerInvariant())
                {
                    case "system" or "developer":
                        texts.Add(text);
                        break;
                    case "user" or "human":
                        last = text;
                        break;
                    default:
                        break;
                }
            }
        }

        texts.AddRange(string.IsNullOrEmpty(last) ? [] : [last]);
        return texts.Count == 0 ? null : new WatchedRequest(string.Join('\n', texts), EndUserOf(root));
    }

    /// <summary>The words of a content: a text, or parts of which some have one. What a tool returned was not said by anybody.</summary>
    private static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString() ?? "",
        JsonValueKind.Array => string.Join("\n\n", content.EnumerateArray().Select(TextOf).Where(t => t.Length > 0)),
        JsonValueKind.Object => Text(content, "text")
            ?? (Member(content, "source") is { } source && Text(source, "type") == "text" ? Text(source, "data") : null) ?? "",
        _ => "",
    };

    /// <summary>
    /// For whom the caller asks: <c>safety_identifier</c> and <c>user</c> of OpenAI's APIs, <c>metadata.user_id</c> of Anthropic's. Programs that write a
    /// session behind the person name the same person in each.
    /// </summary>
    private static string? EndUserOf(JsonElement root)
    {
        var named = Text(root, "safety_identifier") ?? Text(root, "user") ?? (Member(root, "metadata") is { } about ? Text(about, "user_id") : null);
        if (string.IsNullOrWhiteSpace(named))
        {
            return null;
        }

        try
        {
            if (named.StartsWith('{') && JsonElement.Parse(named) is var several
                && Array.Find([Text(several, "account_uuid"), Text(several, "device_id")], n => !string.IsNullOrEmpty(n)) is { } person)
            {
                return person;
            }
        }
        catch (JsonException)
        {
            // A name that begins with a brace.
        }

        return named.IndexOf("_session_", StringComparison.Ordinal) is > 0 and var end ? named[..end] : named;
    }

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
