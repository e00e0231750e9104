locals { deployment_alarm_names = {} }
