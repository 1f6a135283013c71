using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Exports;

/// <summary>What the panel read beside the question, and which seats saw which images, in the words that every view shares.</summary>
public static class ContextText
{
    /// <summary>A document in a line: its name, and what it was read from where that was no plain text.</summary>
    public static string Title(ContextDocument document) => document switch
    {
        { Pages: { } pages } => T("{0} (PDF, {1, plural, one {# page} other {# pages}})", document.Name, pages),
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
            (_, 0) => T("Images were shown to every seat: {0}.", string.Join(", ", seen)),
            (0, _) => T("Images were shown to no seat: {0} were told so.", string.Join(", ", unseen)),
            _ => T("Images were shown to {0}; not to {1}, which {2, plural, one {was} other {were}} told so.",
                string.Join(", ", seen), string.Join(", ", unseen), unseen.Count),
        };
    }
}
