using System.Buffers;
using System.Globalization;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>What a person means by the content to judge.</summary>
public static class JudgeContent
{
    /// <summary>Stands before a name whose lineage is to be judged thing by thing.</summary>
    public const string LineagePrefix = "lineage:";

    private const string Call = "call";
    private const int CallLength = 36; // with 128 random bits in hexadecimal digits

    private static readonly SearchValues<char> _hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a text has the form of a call's id, as <c>x-roundtable-call</c> gives it.</summary>
    public static bool IsCall(string text) => text.Length == CallLength && text.StartsWith(Call, StringComparison.Ordinal)
        && text.AsSpan(Call.Length).IndexOfAnyExcept(_hexadecimal) < 0;

    /// <summary>The id of the thing that a text means: a leaf, a call, a session, a model, a dataset.</summary>
    /// <exception cref="WorkspaceException">When there is none.</exception>
    public static string Id(RegistryAccess access, string text)
    {
        if (text.All(char.IsAsciiDigit) && text.Length is > 0 and < 19)
        {
            return Leaf(access, text);
        }

        if (text.StartsWith("leaf:", StringComparison.Ordinal))
        {
            return Leaf(access, text[5..]);
        }

        var call = text.StartsWith(LogArtifacts.CallPrefix, StringComparison.Ordinal) ? text[LogArtifacts.CallPrefix.Length..] : text;
        if (IsCall(call))
        {
            return access.LeafOfCall(call) is { } leaf
                ? LogArtifacts.OfLeaf(leaf)
                : throw new WorkspaceException(ErrorKind.NotFound, $"There is no call {call} in this log.");
        }

        if (EntryReference.TryParse(text) is { } reference && access.Registry.Meant(reference) is { Count: > 0 } meant)
        {
            return meant is [var entry]
                ? entry.Entry.Id.ToString()
                : throw new WorkspaceException(
                    ErrorKind.InvalidInput,
                    $"'{Neutralise.Line(text)}' means several things: write one of {string.Join(", ", meant.Select(m => m.Entry.Id.ToString()))}.");
        }

        if (text.StartsWith(LogArtifacts.AnswerPrefix, StringComparison.Ordinal)
            && access.Sessions.Find(text[LogArtifacts.AnswerPrefix.Length..]) is { } answered)
        {
            return answered is FusedSession
                ? LogArtifacts.OfAnswer(answered.Id)
                : throw new WorkspaceException(
                    ErrorKind.InvalidInput, $"Session {answered.Id} has votes and no fused answer: judge the session itself, session:{answered.Id}.");
        }

        if (text.StartsWith(LogArtifacts.LabelPrefix, StringComparison.Ordinal))
        {
            return access.Artifacts.LeafOfLabels(text) is { } labels
                ? LogArtifacts.OfLeaf(labels)
                : throw new WorkspaceException(
                    ErrorKind.NotFound, $"This log has no labels of that run: {Neutralise.Line(text[LogArtifacts.LabelPrefix.Length..])}.");
        }

        if (access.Sessions.Find(text.StartsWith("session:", StringComparison.Ordinal) ? text[8..] : text) is { } session)
        {
            return $"session:{session.Id}";
        }

        var names = access.Registry.All().Where(e => e.Entry is ModelEntry or DatasetEntry).Select(e => e.Entry.Id.Name);
        throw new WorkspaceException(
            ErrorKind.NotFound,
            $"Unknown content '{Neutralise.Line(text)}'{CloseName.Suggest(text, names)} "
                + "Give leaf:INDEX, a call's id, a session's id or last, answer:ID for a fused answer, label:RUN for the labels of a run, a file of rows, "
                + "or a name from "
                + "'roundtable registry list'.");
    }

    private static string Leaf(RegistryAccess access, string digits)
    {
        var size = access.Log?.Head.Size ?? 0;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < size
            ? LogArtifacts.OfLeaf(index)
            : throw new WorkspaceException(
                ErrorKind.NotFound, $"There is no leaf {Neutralise.Line(digits)}: the log has {size.ToString("N0", CultureInfo.InvariantCulture)}.");
    }
}
