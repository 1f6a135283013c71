using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Sets;

/// <summary>Enters a model that was trained on a set, with the set among its sources: whatever is asked of it later is answered through them.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class SetStudents(WorkspaceContext workspace)
{
    /// <summary>Enters a model.</summary>
    /// <param name="folder">The folder of the set.</param>
    /// <param name="student">The model.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <exception cref="WorkspaceException">
    /// When the set does not hold, its conditions ask for another name, or the registry does not take the model.
    /// </exception>
    public async Task<RegisteredEntry> RegisterAsync(string folder, TrainedModel student, CancellationToken cancellation)
    {
        var verified = await Task.Run(() => SetVerifier.Verify(folder, [], null, cancellation), cancellation);
        if (verified.Manifest is not { } manifest)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(folder)} does not hold: {verified.Problem}.");
        }

        if (EntryReference.TryParse(student.Name) is not { Kind: null or EntryKind.Model } reference)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"'{Neutralise.Line(student.Name)}' cannot be the name of a model.");
        }

        CheckName(
            manifest.Conditions.SelectMany(c => c!.AsObject()).Where(c => c.Key == "name-prefix").Select(c => (string)c.Value!),
            reference.Name,
            "of a model trained on this set");
        if (student.Weights == Weights.Open && manifest.Use is Use.TrainInternal or Use.Label or Use.Evaluate)
        {
            throw new WorkspaceException(
                ErrorKind.Denied,
                $"The set was ruled on for {Kebab.Name(manifest.Use)}, and a model whose weights are published needs train-open: make the set again "
                    + "--for train-open.");
        }

        var today = DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime);
        var configuration = await RoundtableConfiguration.LoadAsync(workspace, cancellation);
        var entry = new ModelEntry
        {
            Id = new EntryId(EntryKind.Model, reference.Name, reference.Version ?? "1"),
            Owner = manifest.As ?? configuration.Organisation,
            Weights = student.Weights,
            Kinds = student.Kind is { } kind ? [kind] : [],
            Licences = [.. student.Licences.Select(l => Parse(l, EntryKind.Terms))],
            Obtained = today,
            Sources =
            [
                new SourceEdge(Edge(manifest.Use), Parse(manifest.Name, EntryKind.Dataset), today),
                .. student.Base is { } model
                    ? (SourceEdge[])[new SourceEdge(EdgeKind.DerivedFrom, Parse(model, EntryKind.Model), today)]
                    : [],
            ],
        };
        return (await RegistryAppender.AddAsync(workspace, [entry], [], cancellation))[0];
    }

    /// <summary>Refuses a name that does not begin as conditions ask.</summary>
    /// <param name="prefixes">What names have to begin with.</param>
    /// <param name="name">The name; what stands before its last slash does not count.</param>
    /// <param name="whose">Whose name it is: <c>of a model trained on this set</c>.</param>
    /// <exception cref="WorkspaceException">When it does not.</exception>
    internal static void CheckName(IEnumerable<string> prefixes, string name, string whose)
    {
        var last = Plain(name[(name.LastIndexOf('/') + 1)..]);
        foreach (var prefix in prefixes)
        {
            if (!last.StartsWith(Plain(prefix), StringComparison.OrdinalIgnoreCase))
            {
                throw new WorkspaceException(
                    ErrorKind.Denied,
                    $"The name {whose} has to begin with \"{Neutralise.Line(prefix)}\", and '{Neutralise.Line(name)}' does not: "
                        + "it is a condition of the terms that apply.");
            }
        }
    }

    private static EdgeKind Edge(Use use) => use switch
    {
        Use.Distil => EdgeKind.TaughtBy,
        Use.Label => EdgeKind.LabelledBy,
        _ => EdgeKind.MadeWith,
    };

    private static EntryReference Parse(string text, EntryKind kind) => EntryReference.TryParse(text) is { } reference
        ? reference with { Kind = reference.Kind ?? kind }
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"'{Neutralise.Line(text)}' cannot be a name in the registry.");

    private static string Plain(string name) => string.Concat(name.Where(c => c is not (' ' or '-' or '_')));
}

/// <summary>A model that was trained on a set.</summary>
/// <param name="Name">Its name, with or without a version.</param>
/// <param name="Weights">Whether its weights are published; null where that is not decided.</param>
/// <param name="Kind">What it is offered for; null where unknown.</param>
/// <param name="Base">The model that it was trained from; null for none.</param>
/// <param name="Licences">The licences under which it is handed on.</param>
public sealed record TrainedModel(string Name, Weights? Weights, ModelKind? Kind, string? Base, IReadOnlyList<string> Licences);
