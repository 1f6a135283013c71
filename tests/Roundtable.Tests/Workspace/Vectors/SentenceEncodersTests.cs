using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Vectors;

namespace Roundtable.Tests.Workspace.Vectors;

/// <summary>The add-on is code: it is loaded from where the user said, in the version of the program, and from where nobody else can write.</summary>
public sealed class SentenceEncodersTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("roundtable-home-");
    private readonly TinySentenceModel _model = new();

    private string Folder => Directory.CreateDirectory(Path.Combine(_home.FullName, "addons", "sentence-vectors")).FullName;

    [Fact]
    public void Without_the_add_on_one_sentence_says_what_to_install_and_where()
    {
        var e = Refused(Workspace());
        Assert.Equal(ErrorKind.Unavailable, e.Kind);
        Assert.Contains("roundtable-sentence-vectors-0.1.0-", e.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_home.FullName, ".local", "share", "roundtable-addons"), e.Message, StringComparison.Ordinal);
        Assert.Contains("ROUNDTABLE_ADDONS", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Nothing_is_loaded_from_a_data_directory_a_working_directory_or_a_relative_path()
    {
        var data = Path.Combine(_home.FullName, "somebodys-data");
        foreach (var place in (string[])[Path.Combine(data, "sentence-vectors"), Path.Combine(data, "addons", "sentence-vectors"), Path.Combine(data, "roundtable-addons", "sentence-vectors")])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            Directory.CreateSymbolicLink(place, Addons.Built);
        }

        Assert.Contains("need an add-on", Refused(Workspace() with { DataDirectory = data }).Message, StringComparison.Ordinal);
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, data);
        var e = Refused(Workspace(("ROUNDTABLE_ADDONS", relative)));
        Assert.Equal(ErrorKind.InvalidInput, e.Kind);
        Assert.Contains("absolute path", e.Message, StringComparison.Ordinal);
        Assert.Contains("need an add-on", Refused(Workspace(("XDG_DATA_HOME", relative))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_users_own_folder_for_data_is_looked_into()
    {
        var own = Directory.CreateDirectory(Path.Combine(_home.FullName, ".local", "share", "roundtable-addons"));
        Directory.CreateSymbolicLink(Path.Combine(own.FullName, "sentence-vectors"), Addons.Built);
        using var encoder = SentenceEncoders.Open(Workspace(), _model.Folder);
        Assert.Equal(6, encoder.Model.Dimensions);
    }

    [Fact]
    public void What_others_can_write_to_is_not_loaded()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no such bits.");
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Addons.Built, "*.dll").Append(Path.Combine(Addons.Built, "Roundtable.SentenceVectors.deps.json")))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }

        var spoilt = Path.Combine(Folder, "Microsoft.ML.OnnxRuntime.dll");
        File.SetUnixFileMode(spoilt, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        var e = Refused(Workspace(("ROUNDTABLE_ADDONS", Path.GetDirectoryName(Folder)!)));
        Assert.Contains($"{spoilt} can be written by others", e.Message, StringComparison.Ordinal);
        File.SetUnixFileMode(spoilt, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(Path.GetDirectoryName(Folder)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);
        Assert.Contains("can be written by others", Refused(Workspace(("ROUNDTABLE_ADDONS", Path.GetDirectoryName(Folder)!))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_no_add_on_or_of_another_version_is_refused()
    {
        var library = Path.Combine(Folder, "Roundtable.SentenceVectors.dll");
        var workspace = Workspace(("ROUNDTABLE_ADDONS", Path.GetDirectoryName(Folder)!));
        File.Copy(typeof(FactAttribute).Assembly.Location, library);
        Assert.Contains("unpack the add-on of this version", Refused(workspace).Message, StringComparison.Ordinal);
        File.WriteAllText(library, "no library");
        Assert.Contains("cannot be loaded", Refused(workspace).Message, StringComparison.Ordinal);
        File.Copy(typeof(Roundtable.Models.Vectors.ISentenceEncoder).Assembly.Location, library, overwrite: true);
        Assert.Contains("cannot be loaded", Refused(workspace).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_something_was_made_with_is_found_again_and_no_other_takes_its_place()
    {
        using var addons = new Addons();
        using var other = new TinySentenceModel(seed: 2);
        var workspace = addons.Workspace;
        Directory.CreateDirectory(workspace.DataDirectory);
        Dictionary<string, string> files;
        using (var first = SentenceEncoders.Open(workspace, _model.Folder))
        {
            files = first.Model.Files.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
        }

        var unknown = Assert.Throws<WorkspaceException>(() => SentenceEncoders.OpenSame(workspace, null, files, "tiny"));
        Assert.Contains("name its folder with --vectors", unknown.Message, StringComparison.Ordinal);
        var another = Assert.Throws<WorkspaceException>(() => SentenceEncoders.OpenSame(workspace, other.Folder, files, "tiny"));
        Assert.Contains("onnx/model.onnx is not the file that it was made with", another.Message.Replace('\\', '/'), StringComparison.Ordinal);
        SentenceEncoders.Known(workspace.DataDirectory).Add(other.Folder);
        using (SentenceEncoders.OpenSame(workspace, _model.Folder, files, "tiny"))
        using (SentenceEncoders.OpenSame(workspace, null, files, "tiny"))
        {
        }

        // A setting that changes vectors changes the model, and so does a file that was not there before.
        _model.Write("sentence_bert_config.json", """{"max_seq_length": 15}""");
        Assert.Throws<WorkspaceException>(() => SentenceEncoders.OpenSame(workspace, _model.Folder, files, "tiny"));
        Assert.Throws<WorkspaceException>(() => SentenceEncoders.OpenSame(workspace, null, files, "tiny"));
        _model.Write("sentence_bert_config.json", """{"max_seq_length": 16, "do_lower_case": false}""");
        _model.Write("config_sentence_transformers.json", """{"prompts": {"q": "lovely "}, "default_prompt_name": "q"}""");
        Assert.Throws<WorkspaceException>(() => SentenceEncoders.OpenSame(workspace, _model.Folder, files, "tiny"));

        // What a stranger's student says of files leads nowhere else.
        Assert.Throws<WorkspaceException>(() => SentenceEncoders.OpenSame(
            workspace, null, new Dictionary<string, string>(StringComparer.Ordinal) { ["/dev/zero"] = files["vocab.txt"], ["../x"] = "" }, "tiny"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _home.Delete(recursive: true);
    }

    private WorkspaceException Refused(WorkspaceContext workspace) => Assert.Throws<WorkspaceException>(() => SentenceEncoders.Open(workspace, _model.Folder));

    private WorkspaceContext Workspace(params (string Name, string Value)[] variables)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal) { ["HOME"] = _home.FullName };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return new WorkspaceContext(Path.Combine(_home.FullName, "data"), null, null, TimeProvider.System, all);
    }
}
