using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Maps the speaker names of chat formats to roles.</summary>
internal static class Speakers
{
    private static readonly SearchValues<char> _ends = SearchValues.Create("-_ .0123456789");

    private static readonly FrozenDictionary<string, FieldRole> _roles = Roles(
        (FieldRole.Prompt, "user human prompter question customer client person usr seeker asker visitor"),
        (FieldRole.Response, "assistant gpt model bot chatgpt ai bing bard claude gemini llm chatbot moss assist answer agent function_call tool_call"),
        (FieldRole.System, "system developer sys"),
        (FieldRole.Context, "tool function observation ipython tool_response function_response function-response environment context"));

    /// <summary>The role of a speaker; <see cref="FieldRole.Text"/> for unknown names.</summary>
    /// <param name="name">The speaker's name in UTF-8.</param>
    /// <param name="answer">The role of answers: that of the field where the conversation is one of a pair.</param>
    public static FieldRole Role(ReadOnlySpan<byte> name, FieldRole answer) =>
        Known(name) is not { } role ? FieldRole.Text : role == FieldRole.Response ? answer : role;

    /// <summary>The role of a speaker; null for unknown names.</summary>
    public static FieldRole? Known(ReadOnlySpan<byte> name)
    {
        // Nearly all turns have one of these.
        if (name.SequenceEqual("user"u8) || name.SequenceEqual("human"u8))
        {
            return FieldRole.Prompt;
        }

        if (name.SequenceEqual("assistant"u8) || name.SequenceEqual("gpt"u8))
        {
            return FieldRole.Response;
        }

        const int MaxLength = 20;
        if (name.Length > MaxLength)
        {
            return null;
        }

        Span<char> text = stackalloc char[MaxLength];
        var length = Encoding.UTF8.TryGetChars(name, text, out var written) ? written : 0;
        for (var i = 0; i < length; i++)
        {
            text[i] = char.ToLowerInvariant(text[i]);
        }

        var trimmed = ((ReadOnlySpan<char>)text[..length]).Trim("<|>: ");
        if (_roles.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(trimmed, out var role))
        {
            return role;
        }

        // As in "gpt-4" or "claude_2".
        var end = trimmed.IndexOfAny(_ends);
        return end > 0 && trimmed[end..].ContainsAnyInRange('0', '9')
            && _roles.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(trimmed[..end], out role) && role == FieldRole.Response ? role : null;
    }

    private static FrozenDictionary<string, FieldRole> Roles(params (FieldRole Role, string Names)[] roles) =>
        roles.SelectMany(r => r.Names.Split(' ').Select(n => KeyValuePair.Create(n, r.Role))).ToFrozenDictionary(StringComparer.Ordinal);
}
