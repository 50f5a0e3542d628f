// PlainMLNet MODEL.zip IMAGE…     A research and engineering tool, not a medical device.
using Microsoft.ML;
using Pneumonia.Model;

if (args is not [var path, .. { Length: > 0 } images])
{
    Console.Error.WriteLine("PlainMLNet MODEL.zip IMAGE…");
    return 2;
}

// The .zip is ML.NET's own; LoadPneumonia makes its custom mappings known and calls ml.Model.Load.
var ml = new MLContext();
var model = ml.LoadPneumonia(path);

// One image …
var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(model);
var one = engine.Predict(new ModelInput { ImageSource = File.ReadAllBytes(images[0]) });
Console.WriteLine($"{images[0]}: {one.Decision} ({one.PredictedLabel}), scores {string.Join(" ", one.Score.Select(s => s.ToString("0.000")))}");

// … or many, as rows of an IDataView.
var rows = ml.Data.LoadFromEnumerable(images.Select(i => new ModelInput { ImageSource = File.ReadAllBytes(i) }));
foreach (var row in ml.Data.CreateEnumerable<ModelOutput>(model.Transform(rows), reuseRowObject: false))
    Console.WriteLine($"{row.Decision}, typicality {row.Typicality:0.00}");

return 0;
