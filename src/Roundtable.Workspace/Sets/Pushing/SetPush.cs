using System.Globalization;
using Roundtable.Models.Http;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Sets.Pushing;

/// <summary>Where a set is pushed to.</summary>
/// <param name="Folder">The folder of the set.</param>
/// <param name="Repository">The repository of the hub, <c>OWNER/NAME</c>.</param>
/// <param name="Hub">The hub's address.</param>
/// <param name="TokenVariable">The environment variable with the token.</param>
/// <param name="IsPublic">Whether a repository that is made is public.</param>
/// <param name="As">Who publishes it; null for the organisation of the configuration.</param>
public sealed record PushRequest(
    string Folder, string Repository, string Hub = SetPush.HuggingFace, string TokenVariable = "HF_TOKEN", bool IsPublic = false, string? As = null);

/// <summary>A set that was pushed.</summary>
/// <param name="Manifest">The set.</param>
/// <param name="Ruling">The ruling on publishing it.</param>
/// <param name="Leaf">The leaf of that ruling.</param>
/// <param name="Files">How many files were pushed.</param>
/// <param name="Commit">The id of the commit, as the hub gives it.</param>
/// <param name="Address">The commit's address; null where it gives none.</param>
public sealed record PushedSet(SetManifest Manifest, Ruling Ruling, long? Leaf, int Files, string Commit, string? Address);

/// <summary>
/// Pushes a set to a hub: verified, and ruled on for <c>publish</c> as of today, with the ruling on the record. The key of the salts never goes along.
/// </summary>
/// <param name="workspace">The data directory, whose registry rules.</param>
public sealed class SetPush(WorkspaceContext workspace)
{
    /// <summary>The address of Hugging Face's hub.</summary>
    public const string HuggingFace = "https://huggingface.co";

    private const string Revision = "main";

    /// <summary>Whether a secret may be sent to an address: encrypted, or to this computer.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback);

    /// <summary>Pushes it.</summary>
    /// <exception cref="WorkspaceException">
    /// When the folder does not hold, publishing it is denied or unknown, there is no token, or the hub refuses. Nothing is sent before all else is known.
    /// </exception>
    public async Task<PushedSet> PushAsync(PushRequest request, CancellationToken cancellation)
    {
        if (request.Repository.Split('/') is not [var owner, var name] || !IsName(owner) || !IsName(name))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"'{Neutralise.Line(request.Repository)}' is not a repository: write OWNER/NAME.");
        }

        if (!Uri.TryCreate(request.Hub.TrimEnd('/') + "/", UriKind.Absolute, out var hub)
            || !IsSafe(hub) || hub is not { UserInfo: "", Query: "", Fragment: "" })
        {
            // Not shown: it may have a password.
            throw new WorkspaceException(
                ErrorKind.InvalidInput, "--hub is not the address of a hub: https is required, for the token's sake, and nothing but host and path.");
        }

        var token = Token(request.TokenVariable, hub);

        var verified = await Task.Run(() => SetVerifier.Verify(request.Folder, [], null, cancellation), cancellation);
        if (verified is not { Manifest: { } manifest, Leaf: { } index })
        {
            throw new WorkspaceException(
                ErrorKind.BadData, $"{Neutralise.Line(request.Folder)} does not hold: {Neutralise.Line(verified.Problem ?? "it is damaged")}.");
        }

        await CheckOursAsync(manifest, index, cancellation);
        var (ruling, leaf) = await RuleAsync(manifest, request.As, cancellation);
        var configuration = await RoundtableConfiguration.LoadAsync(workspace, cancellation);
        using var http = OutgoingHttp.Client(configuration.WayOut.Settings(workspace.Variables), TimeSpan.FromHours(1));
        var client = new HubClient(http, hub, token, request.Repository);
        IReadOnlyList<PushedFile> files =
        [
            .. manifest.Files.Select(f => new PushedFile(f.Name, Path.Combine(request.Folder, f.Name), f.Bytes, f.Digest.ToString())),
            .. ((string[])[SetFiles.Manifest, SetFiles.Proof]).Select(n => Of(request.Folder, n)),
        ];
        await client.CreateAsync(request.IsPublic, cancellation);
        var summary = string.Create(CultureInfo.InvariantCulture, $"{manifest.Name}: {manifest.Rows} rows, root {manifest.Root}");
        var (commit, address) = await client.CommitAsync(files, Revision, summary, cancellation);
        return new PushedSet(manifest, ruling, leaf, files.Count, commit, address);
    }

    /// <summary>Whether a text can be part of a path of the hub, and leads nowhere else.</summary>
    private static bool IsName(string text) => text.Length is > 0 and <= 96 && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>The token. Neither it nor what may be one by mistake is ever in a message.</summary>
    private string Token(string variable, Uri hub)
    {
        var shown = variable.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_') ? variable : "the variable that --token-env names";
        var token = workspace.Variable(variable)?.Trim() ?? "";
        return token.Length == 0
            ? throw new WorkspaceException(ErrorKind.Configuration, $"There is no token: set {shown} to one of {hub.Host} that may write.")
            : token.All(c => c is > ' ' and < '\u007f') ? token
            : throw new WorkspaceException(ErrorKind.Configuration, $"What {shown} has is no token: tokens have neither spaces nor letters beyond ASCII.");
    }

    /// <summary>
    /// Refuses a folder that another log made, or whose name means another set now: the registry would be asked about something else than what is sent.
    /// </summary>
    private async Task CheckOursAsync(SetManifest manifest, long index, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var id = LogArtifacts.OfLeaf(index);
        if (access.Log is not { } log || index >= log.Head.Size
            || RecordLog.ReadLeaf(log, index, log.Leaves(index).First().Span) is not { Kind: LeafKind.TrainingSet, Document: { } document }
            || document != Digest.Of(manifest.Write()))
        {
            throw new WorkspaceException(
                ErrorKind.NotFound, $"The log here does not hold {Neutralise.Line(manifest.Name)}: push it with the data directory that it was made with.");
        }

        if (access.Artifacts.Find(id).Edges.Count > 0 && access.Artifacts.Find($"dataset:{manifest.Name}").Edges.All(e => e.From != id))
        {
            throw new WorkspaceException(
                ErrorKind.Unsettled, $"{Neutralise.Line(manifest.Name)} is another set in the registry by now: make this one again under a name of its own.");
        }
    }

    private async Task<(Ruling Ruling, long? Leaf)> RuleAsync(SetManifest manifest, string? by, CancellationToken cancellation)
    {
        var ruled = (await new JudgeService(workspace).RuleAsync(
            new JudgeRequest($"dataset:{manifest.Name}", "publish", As: by), record: true, cancellation))[0];
        if (ruled.Ruling.IsAllowed)
        {
            return (ruled.Ruling, ruled.Leaf);
        }

        throw new WorkspaceException(
            ruled.Ruling.Outcome == Outcome.Denied ? ErrorKind.Denied : ErrorKind.Unsettled,
            $"{Neutralise.Line(manifest.Name)} is not pushed: whether it may be published is {Kebab.Name(ruled.Ruling.Outcome)}; "
                + $"'roundtable judge dataset:{Neutralise.Line(manifest.Name)} --use publish' says why.");
    }

    private static PushedFile Of(string folder, string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(folder, name));
        return new PushedFile(name, Path.Combine(folder, name), bytes.Length, Digest.Of(bytes).ToString());
    }
}
