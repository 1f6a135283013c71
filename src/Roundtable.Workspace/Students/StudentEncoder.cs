using Roundtable.Models.Vectors;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Vectors;

namespace Roundtable.Workspace.Students;

/// <summary>
/// The sentence-vector model with which a student is made. Its weights are not taught from, but the student is trained on what it puts out, and is ruled on
/// through it.
/// </summary>
internal static class StudentEncoder
{
    /// <summary>Opens the model that a request names; null where it names none.</summary>
    /// <exception cref="WorkspaceException">When it cannot be opened, or the request names its entry alone.</exception>
    public static ISentenceEncoder? Open(WorkspaceContext workspace, TeachRequest request) => request.Vectors is { } folder
        ? SentenceEncoders.Open(workspace, folder)
        : request.VectorsModel is null ? null
        : throw new WorkspaceException(ErrorKind.InvalidInput, "--vectors is missing: the folder of the sentence-vector model that --vectors-model names.");

    /// <summary>
    /// The model as a source of the student. Its name in a folder is nobody's word: without an entry that somebody gives, what its terms are is unknown. It is
    /// used today, if its entry does not say since when it is here.
    /// </summary>
    /// <exception cref="WorkspaceException">When the entry is not one model of the registry.</exception>
    public static LineageEdge EdgeOf(RegistryAccess access, TeachRequest request, SentenceModel model, DateOnly today)
    {
        if (request.VectorsModel is not { } named)
        {
            return new LineageEdge(EdgeKind.MadeWith, $"sentence-vectors:{Neutralise.Line(model.Name)}", true);
        }

        var edge = SetService.Also(access, [named])[0];
        return EntryReference.TryParse(edge.From) is { } reference && access.Registry.Find(reference)?.Entry is ModelEntry entry
            ? edge with { On = StudentRecord.Obtained(entry) ?? today }
            : throw new WorkspaceException(ErrorKind.InvalidInput, $"--vectors-model '{Neutralise.Line(named)}' is no model.");
    }

    /// <summary>Rules, and says of a refusal what is to be done about a model that has no entry.</summary>
    /// <param name="rule">Rules.</param>
    /// <param name="encoder">The model; null for none.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="WorkspaceException">When it is not allowed.</exception>
    public static async Task<Ruling> RuleAsync(Func<Task<Ruling>> rule, ISentenceEncoder? encoder, TeachRequest request)
    {
        try
        {
            return await rule();
        }
        catch (WorkspaceException e) when (encoder is not null && request.VectorsModel is null && e.Kind == ErrorKind.Unsettled)
        {
            throw new WorkspaceException(
                e.Kind,
                $"{e.Message} Enter the sentence-vector model {Neutralise.Line(encoder.Model.Name)} with 'roundtable registry import' or 'registry add', "
                    + "and name the entry with --vectors-model.",
                e);
        }
    }
}
