// ConsolePrediction MODEL.zip IMAGE…     A research and engineering tool, not a medical device.
using Pneumonia.Model;

if (args is not [var model, .. { Length: > 0 } images])
{
    Console.Error.WriteLine("ConsolePrediction MODEL.zip IMAGE…");
    return 2;
}

using var classifier = PneumoniaClassifier.Load(model);

// Batches by itself, in order; a file that can't be read is answered, not thrown.
foreach (var answer in classifier.PredictBatch(images))
{
    Console.WriteLine(answer.Decision == Decision.Unreadable
        ? $"{answer.Source}: {answer.Problem}"
        : $"{answer.Source}: {answer.Label} {answer.Probability:0.000} ({answer.Decision})");
}

return 0;
