using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Yaml;

/// <summary>A text of a YAML file and where it stands.</summary>
/// <param name="Node">The scalar.</param>
/// <param name="Text">Its text.</param>
public sealed record WrittenText(YamlNode Node, string Text);
