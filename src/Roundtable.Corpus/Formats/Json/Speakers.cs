using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Maps the speaker names of chat formats to roles.</summary>
internal static class Speakers
{
    /// <summary>The role of a speaker; <see cref="FieldRole.Text"/> for unknown names.</summary>
    /// <param name="name">The speaker's name in UTF-8.</param>
    /// <param name="answer">The role of answers: that of the field where the conversation is one of a pair.</param>
    public static FieldRole Role(ReadOnlySpan<byte> name, FieldRole answer) => name switch
    {
        _ when Is(name, "user"u8) || Is(name, "human"u8) || Is(name, "prompter"u8) || Is(name, "question"u8) => FieldRole.Prompt,
        _ when Is(name, "assistant"u8) || Is(name, "gpt"u8) || Is(name, "model"u8) || Is(name, "bot"u8) || Is(name, "chatgpt"u8) || Is(name, "ai"u8) => answer,
        _ when Is(name, "bing"u8) || Is(name, "bard"u8) || Is(name, "claude"u8) => answer,
        _ when Is(name, "system"u8) || Is(name, "developer"u8) => FieldRole.System,
        _ when Is(name, "tool"u8) || Is(name, "function"u8) || Is(name, "observation"u8) => FieldRole.Context,
        _ when Is(name, "function_call"u8) || Is(name, "ipython"u8) => FieldRole.Context,
        _ => FieldRole.Text,
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => System.Text.Ascii.EqualsIgnoreCase(name, known);
}
