using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Verify;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Cli.Sets;

/// <summary><c>set verify</c>: a folder, checked with nothing but itself and the keys that are given.</summary>
internal static class SetVerify
{
    private static readonly Argument<string> _folder = new("FOLDER") { Description = "The folder of the set." };
    private static readonly Option<string[]> _keys = VerifyOptions.Keys("The log's public key, as its owner published it.");
    private static readonly Option<string?> _policy = VerifyOptions.Policy();

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "verify",
        "Check that a set is the one that a log holds: every row, every file, root and sums. Needs no data directory and no network.",
        [_folder, _keys, _policy],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var folder = invocation.Parse.GetRequiredValue(_folder);
        var policy = PolicyFile.Read(invocation.Parse.GetValue(_policy));
        var keys = TrustedKeys.Read(invocation.Parse.GetValue(_keys) ?? [], policy);
        var found = await Task.Run(() => SetVerifier.Verify(folder, keys, policy, cancellation), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(found)) : Text(found, keys.Count > 0));
        return found.Holds ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static JsonObject Json(SetVerification found) => new()
    {
        ["folder"] = found.Folder,
        ["holds"] = found.Holds,
        ["problem"] = found.Problem,
        ["leaf"] = found.Leaf,
        ["time"] = found.Time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["signedBy"] = found.SignedBy?.ToString(),
        ["unlisted"] = Document.Array(found.Unlisted, u => u),
        ["manifest"] = found.Manifest is { } manifest ? JsonNode.Parse(manifest.Write()) : null,
    };

    private static string Text(SetVerification found, bool isTrusted)
    {
        if (found.Manifest is not { } manifest)
        {
            return $"{Neutralise.Line(found.Folder)} does not hold: {Neutralise.Line(found.Problem!)}.";
        }

        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{Neutralise.Line(found.Folder)} holds: {Neutralise.Line(manifest.Name)}, {manifest.Rows:N0} rows, ")
            .Append(CultureInfo.InvariantCulture, $"leaf {found.Leaf} of {found.SignedBy!.Name}, {found.Time!.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC; ")
            .Append("every row, file, sum and the root were recomputed.\n")
            .Append(CultureInfo.InvariantCulture, $"{Kebab.Name(manifest.Use)} on {manifest.On:yyyy-MM-dd}: {RulingText.Answer(manifest.Outcome)}\n")
            .Append("Root ").Append(manifest.Root).Append('\n')
            .Append(isTrusted
                ? $"Signed by the key you gave, {found.SignedBy.Name}+{found.SignedBy.Id:x8}."
                : $"Signed by {found.SignedBy}\nThat key came with the folder: compare it with the one its owner published, or give that one with --key.");
        if (found.Unlisted.Count > 0)
        {
            text.Append("\nNot part of the set, and not checked: ").AppendJoin(", ", found.Unlisted.Select(u => Neutralise.Line(u))).Append('.');
        }

        return text.ToString();
    }
}
