using Roundtable.Tests.Samples;
using Roundtable.Workspace.Benches;

namespace Roundtable.Tests.Workspace.Benches;

/// <summary>Tables of real votes beside the repository; they are not part of it.</summary>
internal static class PublicVotes
{
    public const string Missing = "There are no tables of public votes in ../shared/data/votes.";

    public static string Folder { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "..", "shared", "data", "votes")) is var nested
        && Directory.Exists(nested) ? nested : System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared", "data", "votes"));

    public static string Path(string name) => System.IO.Path.Combine(Folder, name);

    public static VoteFile Read(string name, VoteFileOptions? options = null) => VoteFile.Read(Path(name), options);
}
