using System.Globalization;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>What the panel read beside the question, and which seats saw which images, in the words that every view shares.</summary>
public static class ContextText
{
    /// <summary>A document in a line: its name, and what it was read from where that was no plain text.</summary>
    public static string Title(ContextDocument document) => document switch
    {
        { Pages: { } pages } => string.Create(CultureInfo.InvariantCulture, $"{document.Name} (PDF, {VerdictText.Count(pages, "page")})"),
        { Media: { } media } => $"{document.Name} ({media})",
        _ => document.Name,
    };

    /// <summary>Who saw the images of a session, one sentence; null where it has none.</summary>
    public static string? Seen(Session session)
    {
        if (!session.Question.Context.Any(d => d.IsImage))
        {
            return null;
        }

        List<string> seen = [.. session.Panel.Where(s => s.SeesImages == true).Select(s => s.Name)];
        List<string> unseen = [.. session.Panel.Where(s => s.SeesImages != true).Select(s => s.Name)];
        return (seen.Count, unseen.Count) switch
        {
            (_, 0) => $"Images were shown to every seat: {string.Join(", ", seen)}.",
            (0, _) => $"Images were shown to no seat: {string.Join(", ", unseen)} were told so.",
            _ => $"Images were shown to {string.Join(", ", seen)}; not to {string.Join(", ", unseen)}, which {(unseen.Count == 1 ? "was" : "were")} told so.",
        };
    }
}
