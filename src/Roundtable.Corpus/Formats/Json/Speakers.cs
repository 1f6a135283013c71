using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Whose turn it is, by the names that chat formats use.</summary>
internal static class Speakers
{
    /// <summary>The role of a speaker; <see cref="FieldRole.Text"/> for names that nobody uses.</summary>
    /// <param name="name">What the turn says, in UTF-8.</param>
    /// <param name="answer">What an answer is here: a conversation may stand in a pair.</param>
    public static FieldRole Role(ReadOnlySpan<byte> name, FieldRole answer) => name switch
    {
        _ when Is(name, "user"u8) || Is(name, "human"u8) || Is(name, "prompter"u8) || Is(name, "question"u8) => FieldRole.Prompt,
        _ when Is(name, "assistant"u8) || Is(name, "gpt"u8) || Is(name, "model"u8) || Is(name, "bot"u8) || Is(name, "chatgpt"u8) || Is(name, "ai"u8) || Is(name, "bing"u8) || Is(name, "bard"u8) || Is(name, "claude"u8) => answer,
        _ when Is(name, "system"u8) || Is(name, "developer"u8) => FieldRole.System,
        _ when Is(name, "tool"u8) || Is(name, "function"u8) || Is(name, "observation"u8) || Is(name, "function_call"u8) || Is(name, "ipython"u8) => FieldRole.Context,
        _ => FieldRole.Text,
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> small) => System.Text.Ascii.EqualsIgnoreCase(name, small);
}
