using Microsoft.Data.Sqlite;
using Roundtable.Record.Files;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sharing;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Tests.Workspace.Documents;

/// <summary>Files of a data directory that a newer program wrote are refused and stay as they are; those of before are read.</summary>
public sealed class NewerFilesTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private string PathOf(string name) => Path.Combine(_data.FullName, name);

    private WorkspaceContext Context => new(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>());

    [Fact]
    public void Tokens_of_before_are_read_and_get_a_version_when_they_are_written()
    {
        var (_, token) = AccessToken.New("Ada", Role.Reader, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var line = $"{token.Digest} reader 2026-01-01T00:00:00.0000000+00:00 Ada of old";
        foreach (var old in (string[])[line + "\n", $"roundtable/tokens/v1\n{line}\n"])
        {
            File.WriteAllText(PathOf("tokens"), old);
            var file = new TokenFile(_data.FullName);
            Assert.Equal("Ada of old", Assert.Single(file.Tokens).Name);
            Assert.Equal(old, File.ReadAllText(PathOf("tokens")));
            file.Write(file.Tokens);
            Assert.Equal("roundtable/tokens/v2", File.ReadAllLines(PathOf("tokens"))[0]);
            Assert.Equal(token with { Name = "Ada of old" }, Assert.Single(new TokenFile(_data.FullName).Tokens));
        }
    }

    [Fact]
    public void Newer_tokens_are_neither_believed_nor_overwritten()
    {
        var text = "roundtable/tokens/v3\nsomething else\n";
        File.WriteAllText(PathOf("tokens"), text);
        Assert.Throws<NewerFormatException>(() => new TokenFile(_data.FullName).Tokens);
        Assert.Throws<NewerFormatException>(() => new TokenFile(_data.FullName).Write([]));
        Assert.Equal(text, File.ReadAllText(PathOf("tokens")));
    }

    [Fact]
    public void Newer_links_and_lists_of_scans_are_neither_believed_nor_overwritten()
    {
        File.WriteAllText(PathOf("shared"), "roundtable/shared/v2\nx\n");
        File.WriteAllText(PathOf("scans"), "roundtable/scans/v9\nx\n");
        Assert.Throws<NewerFormatException>(() => new Shares(Context).Share("a"));
        Assert.Throws<NewerFormatException>(() => KnownScans.Of(_data.FullName).Add(_data.FullName));
        Assert.Equal("roundtable/shared/v2\nx\n", File.ReadAllText(PathOf("shared")));
        Assert.Equal("roundtable/scans/v9\nx\n", File.ReadAllText(PathOf("scans")));
    }

    [Theory]
    [InlineData("roundtable/tokens/v0")]
    [InlineData("roundtable/tokens/v")]
    [InlineData("roundtable/tokens/v1.5")]
    [InlineData("roundtable/tokens/vone")]
    public void A_first_line_that_is_damaged_is_no_token_and_no_leave_to_overwrite(string head)
    {
        File.WriteAllText(PathOf("tokens"), head + "\n");
        Assert.Equal(ErrorKind.BadData, Assert.Throws<WorkspaceException>(() => new TokenFile(_data.FullName).Tokens).Kind);
        Assert.Throws<WorkspaceException>(() => new TokenFile(_data.FullName).Write([]));
        Assert.Equal(head + "\n", File.ReadAllText(PathOf("tokens")));
    }

    [Fact]
    public void A_version_beyond_all_numbers_is_newer()
    {
        File.WriteAllText(PathOf("tokens"), "roundtable/tokens/v99999999999999999999\n");
        Assert.Throws<NewerFormatException>(() => new TokenFile(_data.FullName).Tokens);
    }

    [Fact]
    public void The_secret_of_scans_is_text_now_and_bytes_of_before_are_read_and_left()
    {
        var made = ScanSecret.Read(_data.FullName);
        Assert.Equal(["roundtable/scan-secret/v1", Convert.ToHexStringLower(made)], File.ReadAllLines(PathOf("scan-secret")));
        Assert.Equal(made, ScanSecret.Read(_data.FullName));
        File.WriteAllBytes(PathOf("scan-secret"), made);
        Assert.Equal(made, ScanSecret.Read(_data.FullName));
        Assert.Equal(made, File.ReadAllBytes(PathOf("scan-secret")));
        foreach (var damaged in (string[])["roundtable/scan-secret/v1\n" + new string('g', 64) + "\n", "roundtable/scan-secret/v1\nab\n", "", "x"])
        {
            File.WriteAllText(PathOf("scan-secret"), damaged);
            Assert.Equal(ErrorKind.BadData, Assert.Throws<WorkspaceException>(() => ScanSecret.Read(_data.FullName)).Kind);
            Assert.Equal(damaged, File.ReadAllText(PathOf("scan-secret")));
        }
    }

    [Theory]
    [InlineData(SqliteLineage.FileName)]
    [InlineData(SessionIndex.FileName)]
    public void A_newer_index_is_refused_and_keeps_its_version(string name)
    {
        using (var database = SqliteFile.Open(PathOf(name)))
        {
            using var command = database.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99; CREATE TABLE theirs (x)";
            command.ExecuteNonQuery();
        }

        var fault = Assert.Throws<NewerFormatException>(() => Open(name));
        Assert.Equal(ErrorKind.BadData, WorkspaceError.Describe(fault).Kind);
        using var again = SqliteFile.Open(PathOf(name));
        Assert.Equal(99, SqliteFile.Version(again, name, 99));
        SqliteConnection.ClearAllPools();
    }

    [Theory]
    [InlineData(SqliteLineage.FileName)]
    [InlineData(SessionIndex.FileName)]
    public void An_index_of_a_version_before_is_made_anew(string name)
    {
        using (var database = SqliteFile.Open(PathOf(name)))
        {
            using var command = database.CreateCommand();
            command.CommandText = "CREATE TABLE lineage_state (next INTEGER NOT NULL, stamp TEXT NOT NULL); INSERT INTO lineage_state VALUES (7, 'old')";
            command.ExecuteNonQuery();
        }

        Open(name).Dispose();
        using var again = SqliteFile.Open(PathOf(name));
        Assert.InRange(SqliteFile.Version(again, name, 99), 1, 98);
    }

    /// <inheritdoc/>
    public void Dispose() => _data.Delete(recursive: true);

    private IDisposable Open(string name) => name == SqliteLineage.FileName ? SqliteLineage.Open(_data.FullName) : SessionIndex.Open(_data.FullName);
}
