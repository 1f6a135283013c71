namespace Roundtable.EndToEnd.Content;

/// <summary>Messages to a shop that does not exist, in three tones.</summary>
internal static class MadeUpMessages
{
    private static readonly string[] _things = ["kettle", "bicycle lamp", "desk", "raincoat", "blue lid", "notebook", "garden hose", "radio"];
    private static readonly string[] _pleased = ["works beautifully, thank you", "came a day early, thank you", "is the best I have owned", "made my mother happy, thanks to all of you"];
    private static readonly string[] _upset = ["broke on the first day, and nobody answers", "never came, and I want my money back", "is not what I ordered, this is disappointing", "came scratched; I complain"];
    private static readonly string[] _neutral = ["has which measures?", "can be returned until when?", "was bought on Monday, and the bill is enclosed", "is it also sold in green?"];

    /// <summary>All of them, each text once.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. from thing in _things
           from said in (string[])[.. _pleased, .. _upset, .. _neutral]
           from when in (string[])["from last week", "of order 7"]
           select $"The {thing} {when} {said}.",
    ];

    /// <summary>The tone of one.</summary>
    public static string Tone(string text) => Array.Exists(_pleased, text.Contains) ? "pleased" : Array.Exists(_upset, text.Contains) ? "upset" : "neutral";
}
