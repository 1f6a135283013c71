using System.Globalization;
using Roundtable.Models.Http;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Judging;
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
/// <param name="Commit">The id of the commit, as the hub gives it; null where it gives none.</param>
/// <param name="Address">The commit's address; null where it gives none.</param>
public sealed record PushedSet(SetManifest Manifest, Ruling Ruling, long? Leaf, int Files, string? Commit, string? Address);

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
        var parts = request.Repository.Split('/');
        if (parts.Length != 2 || !parts.All(p => p.Length is > 0 and <= 96 && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"'{Neutralise.Line(request.Repository)}' is not a repository: write OWNER/NAME.");
        }

        if (!Uri.TryCreate(request.Hub.TrimEnd('/') + "/", UriKind.Absolute, out var hub) || !IsSafe(hub))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"'{Neutralise.Line(request.Hub)}' is not the address of a hub: https is required, for the token's sake.");
        }

        var verified = await Task.Run(() => SetVerifier.Verify(request.Folder, [], null, cancellation), cancellation);
        var manifest = verified is { Holds: true, Manifest: { } holding }
            ? holding
            : throw new WorkspaceException(
                ErrorKind.BadData, $"{Neutralise.Line(request.Folder)} does not hold: {Neutralise.Line(verified.Problem ?? "it is damaged")}.");
        var (ruling, leaf) = await RuleAsync(manifest, request.As, cancellation);
        var token = workspace.Variable(request.TokenVariable) ?? throw new WorkspaceException(
            ErrorKind.Configuration, $"There is no token: set {Neutralise.Line(request.TokenVariable)} to one of {hub.Host} that may write.");

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
